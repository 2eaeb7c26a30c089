/** What readers see of an array whose changes show late: for a while, rows as they were before an accepted change. */
import type { Reads, Row, World } from "../api/contract";
import { relationsOf } from "../api/relations";

export type Lateness = {
  /** Simulated seconds for which a changed object shows as it was. */
  readonly lateSeconds: number;
  /** How many looks at a changed object show it as it was, however much time passes. */
  readonly lateReads: number;
};

export interface LateView extends Reads {
  /** Does a change of one object; if it is accepted, the object, and all that goes with it, shows late. */
  change<T>(collection: string, id: string, work: () => T): T;
  /** Everything shows as it is. */
  clear(): void;
}

export function createLateView(world: World, lateness: () => Lateness): LateView {
  const late = new LateRows();
  return {
    ...createReads(world, late),
    change(collection, id, work) {
      const { lateSeconds, lateReads } = lateness();
      if (lateSeconds === 0 && lateReads === 0) return work();
      const now = world.now();
      const before = affectedBy(world, collection, id).map((row) => late.peek(collection, row.id, now)?.row ?? row);
      const answer = work();
      for (const row of before) late.keep({ collection, row, until: now + lateSeconds * 1000, reads: lateReads });
      return answer;
    },
    clear: () => late.clear(),
  };
}

/** Most worlds show nothing late, and their reads go through as they are. */
function createReads(world: World, late: LateRows): Reads {
  const shown = (collection: string, row: Row) => late.look(collection, row.id, world.now()) ?? row;
  const goneIds = (collection: string) =>
    late.idsOf(collection, world.now()).filter((id) => world.row(collection, id) === undefined);
  const goneRows = (collection: string) =>
    goneIds(collection).flatMap((id) => late.look(collection, id, world.now()) ?? []);
  return {
    rows(collection) {
      const rows = world.rows(collection);
      if (late.isEmpty() || rows === undefined) return rows;
      return [...rows.map((row) => shown(collection, row)), ...goneRows(collection)];
    },
    count(collection) {
      const count = world.count(collection);
      return late.isEmpty() || count === undefined ? count : count + goneIds(collection).length;
    },
    page(collection, page) {
      const rows = world.page(collection, page);
      if (late.isEmpty()) return rows;
      // What has gone shows behind all that is there.
      const skipped = Math.max(0, page.offset - (world.count(collection) ?? 0));
      const gone = rows.length < page.limit ? goneRows(collection).slice(skipped) : [];
      return [...rows.map((row) => shown(collection, row)), ...gone].slice(0, page.limit);
    },
    row(collection, id) {
      const former = late.isEmpty() ? undefined : late.look(collection, id, world.now());
      return former ?? world.row(collection, id);
    },
    rowByName(collection, name) {
      const row = world.rowByName(collection, name);
      if (late.isEmpty()) return row;
      // By the name that shows: a new one is nobody's so far, and the former one somebody's still.
      const seen = row && shown(collection, row);
      return seen && hasName(seen, name) ? seen : late.lookByName(collection, name, world.now());
    },
    related(collection, id, relation) {
      const rows = world.related(collection, id, relation);
      const target = relationsOf(collection).get(relation)?.target;
      return late.isEmpty() || target === undefined ? rows : rows.map((row) => shown(target, row));
    },
  };
}

/** The object; of a session also its group and the members. */
function affectedBy(world: World, collection: string, id: string): readonly Row[] {
  const row = world.row(collection, id);
  if (row === undefined) return [];
  if (collection !== "import_session") return [row];
  const parent = world.row(collection, String(row.parent_session_id ?? row.id));
  const members = (world.rows(collection) ?? []).filter((each) => each.parent_session_id === parent?.id);
  return [...members, row, ...(parent === undefined ? [] : [parent])];
}

/** Names compare whatever the case of their letters [ARRAY names]. */
function hasName(row: Row, name: string): boolean {
  return typeof row.name === "string" && row.name.toLowerCase() === name.toLowerCase();
}

type Late = { readonly collection: string; readonly row: Row; readonly until: number; reads: number };

/** Rows as they were before a change, for as long as they show: until an instant, and for a number of looks at least. */
class LateRows {
  readonly #late = new Map<string, Late>();

  isEmpty(): boolean {
    return this.#late.size === 0;
  }

  keep(late: Late): void {
    this.#late.set(keyOf(late.collection, late.row.id), late);
  }

  /** What shows in the place of an object, if anything does; asking is a look. */
  look(collection: string, id: string, now: number): Row | undefined {
    const late = this.peek(collection, id, now);
    if (late !== undefined) late.reads -= 1;
    return late?.row;
  }

  /** The same by the name that it shows. */
  lookByName(collection: string, name: string, now: number): Row | undefined {
    const id = this.idsOf(collection, now).find((each) => {
      const late = this.peek(collection, each, now);
      return late !== undefined && hasName(late.row, name);
    });
    return id === undefined ? undefined : this.look(collection, id, now);
  }

  /** The same without looking. */
  peek(collection: string, id: string, now: number): Late | undefined {
    const key = keyOf(collection, id);
    const late = this.#late.get(key);
    if (late === undefined || now < late.until || late.reads > 0) return late;
    this.#late.delete(key);
    return undefined;
  }

  /** The ids of all objects of a collection in the place of which something shows. */
  idsOf(collection: string, now: number): readonly string[] {
    const ids = [...this.#late.values()].filter((late) => late.collection === collection).map(({ row }) => row.id);
    return ids.filter((id) => this.peek(collection, id, now) !== undefined);
  }

  clear(): void {
    this.#late.clear();
  }
}

function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}
