/** What the plans of a command are to destroy, by what it is found by: a plan that makes the same may come after them. */

import type { Fact } from "./facts";

/** Who wants it, and the id of what is to be destroyed. */
export type Clash = { readonly urn: string; readonly id: string };

type Planned = Extract<Fact, { kind: "planned" }>;

export class PlannedEnds {
  readonly #byMark = new Map<string, Planned[]>();
  #wanted: { readonly urn: string; readonly marks: readonly string[] }[] = [];

  /** @param self the process in which this is */
  add(fact: Fact, self: string): void {
    if (fact.kind === "plansBegin") this.#byMark.clear();
    if (fact.kind === "planned" && fact.fate === "destroyed") {
      for (const mark of fact.marks ?? []) this.#byMark.set(mark, [...(this.#byMark.get(mark) ?? []), fact]);
    }
    if (fact.kind !== "checked" || fact.isRecorded || fact.by !== self) return;
    this.#wanted.push({ urn: fact.urn, marks: [...fact.wish.exact, ...fact.wish.likely] });
  }

  /** Of what this process has wanted since it was asked last. @param isOver whether what a process has planned counts no more */
  takeClashes(isOver: (by: string) => boolean): readonly Clash[] {
    const wanted = this.#wanted;
    this.#wanted = [];
    return wanted.flatMap(({ urn, marks }) => {
      const found = marks.flatMap((mark) => this.#byMark.get(mark) ?? []).filter(({ by }) => !isOver(by));
      return [...new Set(found.map(({ object }) => object.id))].map((id) => ({ urn, id }));
    });
  }
}
