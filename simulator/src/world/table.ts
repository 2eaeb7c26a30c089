/** What the world keeps of an object: its wire properties as far as they have a value, and properties of our own. */
export type Stored = Readonly<Record<string, unknown>> & { readonly id: string; readonly name?: string };

/** Every `name` of the import surface is marked x-case-insensitive in the vendor's definitions. */
function fold(name: string): string {
  return name.toLowerCase();
}

/**
 * One collection, in creation order, found by id and by name without walking. Records are never changed in place but
 * replaced: whatever was computed from a record stays true as long as the record is in the table.
 */
export class Table<R extends Stored> {
  readonly #byId = new Map<string, R>();
  /** Of several equal names (source volumes of two arrays) the first one counts. */
  readonly #idByName = new Map<string, string>();

  get(id: string): R | undefined {
    return this.#byId.get(id);
  }

  getByName(name: string): R | undefined {
    const id = this.#idByName.get(fold(name));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Adds a record, or takes the place of the one with this id; a record keeps its name for life. */
  put(record: R): void {
    this.#byId.set(record.id, record);
    if (record.name === undefined) return;
    const folded = fold(record.name);
    if (!this.#idByName.has(folded)) this.#idByName.set(folded, record.id);
  }

  delete(id: string): void {
    const name = this.#byId.get(id)?.name;
    this.#byId.delete(id);
    if (name !== undefined && this.#idByName.get(fold(name)) === id) this.#idByName.delete(fold(name));
  }

  values(): IterableIterator<R> {
    return this.#byId.values();
  }
}
