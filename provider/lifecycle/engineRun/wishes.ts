/** What the resources of a run want, by the marks that it would be found by, as long as that counts. */

import type { Fact } from "./facts";
import type { ResourceEntry } from "./resourceEntry";

export class Wishes {
  readonly #byMark = new Map<string, Set<ResourceEntry>>();
  /** Processes whose wishes count no more, whichever is read first. */
  readonly #over = new Set<string>();

  add(fact: Fact, entry: ResourceEntry): void {
    if (fact.kind === "wishesOver") this.#over.add(fact.by);
    if (fact.kind !== "checked") return;
    for (const mark of marksOf(entry)) this.#byMark.get(mark)?.delete(entry);
    entry.wish = fact.wish;
    entry.wishedBy = fact.by;
    for (const mark of marksOf(entry)) {
      const entries = this.#byMark.get(mark) ?? new Set();
      this.#byMark.set(mark, entries.add(entry));
    }
  }

  /** Resources that wish for one of the marks, all but one. */
  *of(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    for (const mark of marks) {
      for (const entry of this.#byMark.get(mark) ?? []) if (entry.urn !== urn && this.isCounting(entry)) yield entry;
    }
  }

  /** Whether what it wishes counts: not what was planned for a run that is done, or was never begun. */
  isCounting({ wish, wishedBy }: ResourceEntry): boolean {
    return wish !== undefined && (wishedBy === undefined || !this.#over.has(wishedBy));
  }
}

const marksOf = ({ wish }: ResourceEntry): readonly string[] => [...(wish?.exact ?? []), ...(wish?.likely ?? [])];
