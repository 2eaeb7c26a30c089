/** Ids in the order in which they are first named: an id means nothing but what it is the id of. */

type Kind = "session" | "volume";

export class Ids {
  readonly #names = new Map<string, string>();

  name(id: string | null | undefined, kind: Kind): void {
    if (!id || this.#names.has(id) || !id.startsWith(`${kind}-0`)) return;
    this.#names.set(id, `${kind}-${String(this.count(kind) + 1).padStart(6, "0")}`);
  }

  /** Undefined: nobody has named it. */
  of(id: string): string | undefined {
    return this.#names.get(id);
  }

  count(kind: Kind): number {
    return [...this.#names.values()].filter((each) => each.startsWith(kind)).length;
  }

  /** Whatever ids a text has, by their new names. */
  rename(text: string): string {
    return text.replace(/\b(session|volume)-\d{6}\b/g, (id) => this.of(id) ?? id);
  }
}
