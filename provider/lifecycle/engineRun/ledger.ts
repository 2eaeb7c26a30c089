import type { Fact } from "./facts";

/** Where the facts of a run are kept, for all of its processes. */
export interface Ledger {
  /** Why other processes of the run cannot read it, in words; undefined if they can. */
  readonly unshared: string | undefined;
  /** Written when it returns: another process that reads from then on sees it. Never throws. */
  append(fact: Fact): void;
  /**
   * Facts of the other processes that were not returned before, in the order of each process. "unreadable" if there may be some that
   * cannot be read. Never throws.
   */
  readOthers(): readonly Fact[] | "unreadable";
  /** This process has nothing more to say. The last one to leave leaves nothing behind. Never throws. */
  close(): void;
}

/** A run of one process. */
export function privateLedger(unshared?: string): Ledger {
  return { unshared, append: () => undefined, readOthers: () => [], close: () => undefined };
}
