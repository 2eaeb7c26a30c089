import type { Row } from "../api/contract";

type Late = { readonly collection: string; readonly row: Row; readonly until: number; reads: number };

/** Rows as they were before a change, for as long as they show: until an instant, and for a number of looks at least. */
export class LateRows {
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
