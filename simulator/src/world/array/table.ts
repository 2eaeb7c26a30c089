import type { Row } from "../../api/contract";
import type { Stored } from "../records/records";
import { Names } from "./names";

function addTo(ids: Map<unknown, Set<string>>, value: unknown, id: string): void {
  if (value === undefined || value === null) return;
  const known = ids.get(value);
  if (known === undefined) ids.set(value, new Set([id]));
  else known.add(id);
}

function removeFrom(ids: Map<unknown, Set<string>>, value: unknown, id: string): void {
  const known = ids.get(value);
  known?.delete(id);
  if (known?.size === 0) ids.delete(value);
}

/** Makes the record that has an id; always the same one. */
type Maker<R> = (id: string) => R;

/**
 * One collection, in creation order, found by id and by name without walking. Records are never changed in place but
 * replaced: whatever was computed from a record stays true as long as the record is in the table.
 */
export class Table<R extends Stored> {
  readonly #byId = new Map<string, R | Maker<R>>();
  #unmade = 0;
  /** Rows of records that somebody has looked at; a map without weak keys, which slow down every collection of garbage. */
  readonly #rows = new Map<string, Row>();
  /** Made when somebody first asks: nobody ever does for most of the collections, and for 100,000 names it takes 10 MB. */
  #names: Names | undefined;

  /** By property and its value, the ids of the records that have it, in creation order; made when somebody first asks. */
  readonly #idsByKey = new Map<string, Map<unknown, Set<string>>>();

  get(id: string): R | undefined {
    const known = this.#byId.get(id);
    return typeof known === "function" ? this.#make(id, known) : known;
  }

  getByName(name: string): R | undefined {
    this.#names ??= new Names(this.values());
    const id = this.#names.firstIdOf(name);
    return id === undefined ? undefined : this.get(id);
  }

  /**
   * Gives a new id its place: its record is made when somebody first looks, by a function that gives the same one whenever that is. Of the volumes of a large
   * source nobody ever looks at most.
   */
  plan(id: string, make: Maker<R>): void {
    // Whatever was found out from the records that are here would have to learn of this one.
    if (this.#names !== undefined || this.#idsByKey.size > 0 || this.#byId.has(id)) {
      this.put(make(id));
      return;
    }
    this.#byId.set(id, make);
    this.#unmade += 1;
  }

  #make(id: string, make: Maker<R>): R {
    const record = make(id);
    this.#byId.set(id, record);
    this.#unmade -= 1;
    return record;
  }

  /** Adds a record, or takes the place of the one with this id. */
  put(record: R): void {
    const before = this.get(record.id);
    this.#byId.set(record.id, record);
    this.#rows.delete(record.id);
    this.#index(record, before);
    if (this.#names === undefined || (before !== undefined && before.name === record.name)) return;
    if (before !== undefined) this.#names.remove(before);
    this.#names.add(record);
  }

  delete(id: string): void {
    const record = this.get(id);
    if (record !== undefined) this.#names?.remove(record);
    for (const [key, ids] of this.#idsByKey) removeFrom(ids, record?.[key], id);
    this.#byId.delete(id);
    this.#rows.delete(id);
  }

  /** The row of a record; made once for as long as the record is in the table. */
  rowOf(record: R, make: () => Row): Row {
    const known = this.#rows.get(record.id);
    if (known !== undefined && this.#byId.get(record.id) === record) return known;
    const row = make();
    if (this.#byId.get(record.id) === record) this.#rows.set(record.id, row);
    return row;
  }

  /** The records whose property `key` is this id, in creation order, without walking through the others. */
  referring(key: string, id: string): R[] {
    const ids = this.#idsByKey.get(key) ?? this.#makeIndex(key);
    return Array.from(ids.get(id) ?? [], (each) => this.get(each)).filter((record) => record !== undefined);
  }

  #makeIndex(key: string): ReadonlyMap<unknown, ReadonlySet<string>> {
    const ids = new Map<unknown, Set<string>>();
    for (const record of this.values()) addTo(ids, record[key], record.id);
    this.#idsByKey.set(key, ids);
    return ids;
  }

  #index(record: R, before: R | undefined): void {
    for (const [key, ids] of this.#idsByKey) {
      if (before === undefined) addTo(ids, record[key], record.id);
      // Only from the beginning can it be put in where creation order wants it.
      else if (before[key] !== record[key]) this.#idsByKey.delete(key);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  /** So many records from a place on, in creation order. */
  part(offset: number, limit: number): R[] {
    const part: R[] = [];
    let place = 0;
    for (const [id, known] of this.#byId) {
      if (place >= offset + limit) break;
      if (place >= offset) part.push(typeof known === "function" ? this.#make(id, known) : known);
      place += 1;
    }
    return part;
  }

  values(): IterableIterator<R> {
    if (this.#unmade > 0) for (const id of this.#byId.keys()) this.get(id);
    return this.#byId.values() as IterableIterator<R>;
  }
}
