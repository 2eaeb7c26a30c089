/** Who has a name. */
import type { Stored } from "../records/records";

/** Every `name` of the import surface is marked x-case-insensitive in the vendor's definitions. */
function fold(name: string): string {
  return name.toLowerCase();
}

/** Several records may have one where sources of different arrays share it; the first one counts. */
export class Names {
  /** Nearly always one id, which a list of its own would cost 5 MB for 100,000 names. */
  readonly #ids = new Map<string, string | readonly string[]>();

  constructor(records: Iterable<Stored>) {
    for (const record of records) this.add(record);
  }

  firstIdOf(name: string): string | undefined {
    const ids = this.#ids.get(fold(name));
    return typeof ids === "object" ? ids[0] : ids;
  }

  add({ id, name }: Stored): void {
    if (name === undefined) return;
    const folded = fold(name);
    const others = this.#ids.get(folded);
    this.#ids.set(folded, others === undefined ? id : [others, id].flat());
  }

  remove({ id, name }: Stored): void {
    if (name === undefined) return;
    const folded = fold(name);
    const [first, ...others] = [this.#ids.get(folded) ?? []].flat().filter((other) => other !== id);
    if (first === undefined) this.#ids.delete(folded);
    else this.#ids.set(folded, others.length === 0 ? first : [first, ...others]);
  }
}
