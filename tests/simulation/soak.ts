import fc from "fast-check";
import { openArray } from "./array";
import type { History } from "./history";
import { history } from "./history";
import { simulateSame } from "./sameStory";
import type { SurfaceName } from "./surfaces/surface";
import type { Tally } from "./tally";
import { count, newTally } from "./tally";

/** So many histories grow from one seed; the next seed is one more. */
export const BATCH = 500;

export type SoakOptions = {
  /** Through any other than the handler, each history is played through both and compared. */
  readonly surface: SurfaceName;
  readonly histories: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** After each batch. */
  progress(tally: Tally): void;
};

export type SoakFailure = {
  /** The seed of the batch: with it alone, the failure comes again. */
  readonly seed: number;
  /** The shrunk history, and how it went. */
  readonly report: string;
};

/** Plays histories until there are enough of them, one breaks an invariant, or the signal aborts. */
export async function soak(options: SoakOptions): Promise<{ tally: Tally; failure?: SoakFailure }> {
  const { surface } = options;
  const tally = newTally();
  const simulator = await openArray();
  try {
    for (let seed = options.seed; tally.histories < options.histories && !options.signal.aborted; seed++) {
      const numRuns = Math.min(BATCH, options.histories - tally.histories);
      const play = async (each: History) => count(tally, await simulateSame(simulator, each, { surface }));
      const property = fc.asyncProperty(history, play);
      const details = await fc.check(property, { numRuns, seed });
      if (details.failed) return { tally, failure: { seed, report: reportOf(details) } };
      options.progress(tally);
    }
    return { tally };
  } finally {
    await simulator.close();
  }
}

function reportOf(details: fc.RunDetails<[History]>): string {
  const cause = details.errorInstance;
  const { path, counterexample } = { path: details.counterexamplePath, counterexample: details.counterexample };
  return `path "${path}", shrunk to ${fc.stringify(counterexample)}\n\n${cause instanceof Error ? cause.message : String(cause)}`;
}
