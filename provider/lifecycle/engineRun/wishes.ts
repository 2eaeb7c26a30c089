/** What the resources of a run want, by the marks that it would be found by, as long as that counts. */

import type { Fact } from "./facts";
import type { ResourceEntry } from "./resourceEntry";

export class Wishes {
  readonly #byMark = new Map<string, Set<ResourceEntry>>();
  /** Those that go on with what they have. */
  readonly #keepers = new Map<string, Set<ResourceEntry>>();
  /** Processes whose wishes count no more, whichever is read first. */
  readonly #over = new Set<string>();

  add(fact: Fact, entry: ResourceEntry): void {
    if (fact.kind === "wishesOver") this.#over.add(fact.by);
    if (fact.kind === "compared") move(entry, this.#keepers, entry.compared?.sole, fact.sole);
    if (fact.kind !== "checked") return;
    const former = marksOf(entry);
    entry.wish = fact.wish;
    entry.wishedBy = fact.by;
    move(entry, this.#byMark, former, marksOf(entry));
  }

  /** Resources that wish for one of the marks, all but one. */
  *of(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    for (const mark of marks) {
      for (const entry of this.#byMark.get(mark) ?? []) if (entry.urn !== urn && this.isCounting(entry)) yield entry;
    }
  }

  /** Resources that go on with what they have, and want what bears one of the marks, all but one. */
  *ofKeepers(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    for (const mark of marks) {
      for (const entry of this.#keepers.get(mark) ?? [])
        if (entry.urn !== urn && entry.compared?.sole?.includes(mark) && !this.#isOver(entry.compared)) yield entry;
    }
  }

  /** Whether what it wishes counts: not what was planned for a run that is done, or was never begun. */
  isCounting({ wish, wishedBy }: ResourceEntry): boolean {
    return wish !== undefined && !this.#isOver({ by: wishedBy });
  }

  #isOver(told: { readonly by?: string | undefined } | undefined): boolean {
    return told?.by !== undefined && this.#over.has(told.by);
  }
}

function move(
  entry: ResourceEntry,
  byMark: Map<string, Set<ResourceEntry>>,
  former: readonly string[] = [],
  present: readonly string[] = [],
): void {
  for (const mark of former) byMark.get(mark)?.delete(entry);
  for (const mark of present) byMark.set(mark, (byMark.get(mark) ?? new Set()).add(entry));
}

const marksOf = ({ wish }: ResourceEntry): readonly string[] => [...(wish?.exact ?? []), ...(wish?.likely ?? [])];
