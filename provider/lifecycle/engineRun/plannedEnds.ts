/** What the plans of a command are to end, by what it is found by: a plan that makes the same may come after them, or before. */

import type { Fact, ObjectRef } from "./facts";
import { isSameObject } from "./facts";

/**
 * Who wants it, in the place of what it goes on with (`isKeeper`) or for the first time, and the id of what is to be ended. `outOf`: by an update of what is kept, as that
 * resource's part.
 */
export type Clash = { readonly urn: string; readonly id: string; readonly isKeeper: boolean; readonly outOf?: string };

/** What a plan is to end, and somebody wants. */
type Ended = { readonly urn: string; readonly object: ObjectRef };
type Wanted = { readonly urn: string; readonly ended: Ended };

type Planned = Extract<Fact, { kind: "planned" }>;

export class PlannedEnds {
  readonly #byMark = new Map<string, Planned[]>();
  readonly #ended = new Set<string>();
  #wanted: { readonly urn: string; readonly marks: readonly string[]; readonly kept?: ObjectRef }[] = [];
  /** The other processes that have planned to end an object, by its id, or to have it, by URN. */
  readonly #plannedBy = { ends: new Map<string, string[]>(), wanted: new Map<string, string[]>() };

  /** @param self the process in which this is */
  add(fact: Fact, self: string): void {
    if (fact.kind === "plansBegin") this.#begin();
    if (fact.kind === "ended") this.#ended.add(fact.object.id);
    if (fact.kind === "planned" && fact.marks) {
      for (const mark of fact.marks) addTo(this.#byMark, mark, fact);
      if (fact.by !== self) addTo(this.#plannedBy.ends, fact.object.id, fact.by);
    }
    if (fact.kind === "compared") this.#wants(fact, self, { marks: fact.sole ?? [], kept: fact.object });
    if (fact.kind !== "checked" || fact.isRecorded) return;
    this.#wants(fact, self, { marks: [...fact.wish.exact, ...fact.wish.likely] });
  }

  #wants(
    { urn, by }: { readonly urn: string; readonly by?: string | undefined },
    self: string,
    about: { readonly marks: readonly string[]; readonly kept?: ObjectRef },
  ): void {
    if (by === undefined || about.marks.length === 0) return;
    if (by === self) this.#wanted.push({ urn, ...about });
    else addTo(this.#plannedBy.wanted, urn, by);
  }

  #begin(): void {
    for (const each of [this.#byMark, this.#plannedBy.ends, this.#plannedBy.wanted]) each.clear();
  }

  /**
   * Of what this process has wanted since it was asked last, and nothing has ended yet; not of what an apply plans again, for that was said.
   * @param more what it is to end itself, and who wants that
   * @param isFormer whether a process has ended before this one began
   */
  takeClashes(more: readonly Wanted[], isFormer: (by: string) => boolean): readonly Clash[] {
    const wanted = this.#wanted;
    this.#wanted = [];
    const found = wanted.flatMap(({ urn, marks, kept }) => {
      const isMeant = ({ object }: Planned) => kept === undefined || isAnother(object, kept);
      const ended = marks.flatMap((mark) => this.#byMark.get(mark) ?? []).filter(isMeant);
      return ended.map((each) => clashOf({ urn, isKeeper: kept !== undefined }, each, each.fate === "kept"));
    });
    const clashes = [...found, ...more.map(({ urn, ended }) => clashOf({ urn, isKeeper: false }, ended, true))];
    const { ends, wanted: makes } = this.#plannedBy;
    const isSaid = ({ urn, id }: Clash) => ends.get(id)?.some(isFormer) && makes.get(urn)?.some(isFormer);
    const isOpen = (clash: Clash) => !this.#ended.has(clash.id) && !isSaid(clash);
    return [...new Map(clashes.filter(isOpen).map((each) => [JSON.stringify(each), each])).values()];
  }
}

const clashOf = (
  who: Pick<Clash, "urn" | "isKeeper">,
  { urn: outOf, object: { id } }: Ended,
  isKept: boolean,
): Clash => ({ ...who, id, ...(isKept && { outOf }) });

/** On the same array, of which there is one that goes on at a time. */
const isAnother = (object: ObjectRef, kept: ObjectRef) =>
  !isSameObject(object, kept) && object.clusterId !== undefined && object.clusterId === kept.clusterId;

function addTo<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name) ?? [];
  list.push(item);
  lists.set(name, list);
}
