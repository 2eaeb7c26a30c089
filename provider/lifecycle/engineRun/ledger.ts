import { randomUUID } from "node:crypto";
import type { Fact } from "./facts";

/** Where the facts of a run are kept, for all of its processes. */
export interface Ledger {
  /** What other processes of the run know this one by. */
  readonly self: string;
  /** Whether such a process is still there: one that was killed says nothing of its end. What cannot be known counts as there. Never throws. */
  isThere(other: string): boolean;
  /** Why other processes of the run cannot read it, in words; undefined if they can. */
  readonly unshared: string | undefined;
  /** Written when it returns: another process that reads from then on sees it. Never throws. */
  append(fact: Fact): void;
  /**
   * Facts of the other processes that were not returned before, in the order of each process. "unreadable" if there may be some that
   * cannot be read. Never throws.
   */
  readOthers(): readonly Fact[] | "unreadable";
  /**
   * What processes of earlier runs, by the same user in the same place, have left to later ones: it was not known that everything they had made was
   * recorded, or more was known than that is recorded. Each list is one process's, in its order. Never throws.
   */
  readAbandoned(): readonly (readonly Fact[])[];
  /**
   * It is known by now what became of a request that such lists leave open: later runs are not told of it any more. Never throws.
   * @param closing what to add to one of them
   */
  settle(closing: (facts: readonly Fact[]) => readonly Fact[]): void;
  /**
   * This process has nothing more to say. The last one to leave leaves nothing behind. Never throws.
   * @param keep what this process has written is for later runs: `readAbandoned`.
   */
  close(keep: boolean): void;
}

/** A run of one process. */
export function privateLedger(unshared?: string): Ledger {
  const nothing = () => undefined;
  return {
    self: randomUUID(),
    isThere: () => true,
    unshared,
    append: nothing,
    readOthers: () => [],
    readAbandoned: () => [],
    settle: nothing,
    close: nothing,
  };
}
