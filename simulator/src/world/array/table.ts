import type { Row } from "../../api/contract";
import type { Stored } from "../records/records";

/** Every `name` of the import surface is marked x-case-insensitive in the vendor's definitions. */
function fold(name: string): string {
  return name.toLowerCase();
}

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

function addName(names: Map<string, readonly string[]>, { id, name }: Stored): void {
  if (name === undefined) return;
  const folded = fold(name);
  const others = names.get(folded);
  // A list that is written down has room for what is in it, one that is spread for sixteen more: 15 MB for 100,000 names.
  names.set(folded, others === undefined ? [id] : [...others, id]);
}

/**
 * One collection, in creation order, found by id and by name without walking. Records are never changed in place but
 * replaced: whatever was computed from a record stays true as long as the record is in the table.
 */
export class Table<R extends Stored> {
  readonly #byId = new Map<string, R>();
  /** Rows of records that somebody has looked at; a map without weak keys, which slow down every collection of garbage. */
  readonly #rows = new Map<string, Row>();
  /**
   * Several where sources of different arrays share a name; the first one counts. Made when somebody first asks: nobody ever does for
   * most of the collections, and for 100,000 names it takes 10 MB.
   */
  #idsByName: Map<string, readonly string[]> | undefined;

  /** By property and its value, the ids of the records that have it, in creation order; made when somebody first asks. */
  readonly #idsByKey = new Map<string, Map<unknown, Set<string>>>();

  get(id: string): R | undefined {
    return this.#byId.get(id);
  }

  getByName(name: string): R | undefined {
    const [id] = (this.#idsByName ?? this.#makeNames()).get(fold(name)) ?? [];
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Adds a record, or takes the place of the one with this id. */
  put(record: R): void {
    const before = this.#byId.get(record.id);
    this.#byId.set(record.id, record);
    this.#rows.delete(record.id);
    this.#index(record, before);
    if (this.#idsByName === undefined || (before !== undefined && before.name === record.name)) return;
    this.#forgetName(before);
    addName(this.#idsByName, record);
  }

  #makeNames(): Map<string, readonly string[]> {
    const names = new Map<string, readonly string[]>();
    for (const record of this.#byId.values()) addName(names, record);
    this.#idsByName = names;
    return names;
  }

  delete(id: string): void {
    const record = this.#byId.get(id);
    this.#forgetName(record);
    for (const [key, ids] of this.#idsByKey) removeFrom(ids, record?.[key], id);
    this.#byId.delete(id);
    this.#rows.delete(id);
  }

  #forgetName(record: R | undefined): void {
    if (record?.name === undefined || this.#idsByName === undefined) return;
    const folded = fold(record.name);
    const others = this.#idsByName.get(folded)?.filter((id) => id !== record.id) ?? [];
    if (others.length === 0) this.#idsByName.delete(folded);
    else this.#idsByName.set(folded, others);
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
    return Array.from(ids.get(id) ?? [], (each) => this.#byId.get(each)).filter((record) => record !== undefined);
  }

  #makeIndex(key: string): ReadonlyMap<unknown, ReadonlySet<string>> {
    const ids = new Map<unknown, Set<string>>();
    for (const record of this.#byId.values()) addTo(ids, record[key], record.id);
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
    for (const record of this.#byId.values()) {
      if (place >= offset + limit) break;
      if (place >= offset) part.push(record);
      place += 1;
    }
    return part;
  }

  values(): IterableIterator<R> {
    return this.#byId.values();
  }
}
