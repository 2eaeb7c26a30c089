/** What the plans of a command are to destroy, by what it is found by: a plan that makes the same may come after them. */

import type { Fact } from "./facts";

/** Who wants it, and the id of what is to be destroyed. */
export type Clash = { readonly urn: string; readonly id: string };

type Planned = Extract<Fact, { kind: "planned" }>;

export class PlannedEnds {
  readonly #byMark = new Map<string, Planned[]>();
  readonly #ended = new Set<string>();
  #wanted: { readonly urn: string; readonly marks: readonly string[] }[] = [];
  /** The other processes that have wanted the same, by URN. */
  readonly #wantedBy = new Map<string, string[]>();

  /** @param self the process in which this is */
  add(fact: Fact, self: string): void {
    if (fact.kind === "plansBegin") this.#begin();
    if (fact.kind === "ended") this.#ended.add(fact.object.id);
    if (fact.kind === "planned" && fact.fate === "destroyed") {
      for (const mark of fact.marks ?? []) this.#byMark.set(mark, [...(this.#byMark.get(mark) ?? []), fact]);
    }
    if (fact.kind !== "checked" || fact.isRecorded || fact.by === undefined) return;
    const { urn, by, wish } = fact;
    if (by === self) this.#wanted.push({ urn, marks: [...wish.exact, ...wish.likely] });
    else this.#wantedBy.set(urn, [...(this.#wantedBy.get(urn) ?? []), by]);
  }

  #begin(): void {
    this.#byMark.clear();
    this.#wantedBy.clear();
  }

  /**
   * Of what this process has wanted since it was asked last, and nothing has ended yet; not of what is planned again by an apply, for that was said.
   * @param isFormer whether a process has ended before this one began
   */
  takeClashes(isFormer: (by: string) => boolean): readonly Clash[] {
    const wanted = this.#wanted.filter(({ urn }) => !this.#wantedBy.get(urn)?.some(isFormer));
    this.#wanted = [];
    return wanted.flatMap(({ urn, marks }) => {
      const found = marks.flatMap((mark) => this.#byMark.get(mark) ?? []).map(({ object }) => object.id);
      return [...new Set(found)].filter((id) => !this.#ended.has(id)).map((id) => ({ urn, id }));
    });
  }
}
