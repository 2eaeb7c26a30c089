/** What a run is about to do, told in a preview. */

import type { Hold } from "../../importSession/decide/holds";
import { listed } from "../inputs/keys";

/** What a run is about to do, by keys. */
export type Plan = {
  readonly begins: readonly string[];
  readonly changes: readonly string[];
  readonly ends: readonly string[];
  /** Taken out of the state, and left alone on the array. */
  readonly leaves: readonly string[];
  /** Not there yet, and not to be begun now. */
  readonly waits: readonly string[];
  /** Failed, and not to be begun again as long as the wave is held. */
  readonly stopped: readonly string[];
  /** Nothing is to be done about them, but they stand elsewhere than is recorded. */
  readonly moved: readonly string[];
  readonly hold: Hold | undefined;
  /** Of the array, for all who import there: how many places are free shows when the run asks. */
  readonly maxActivePerArray?: number | undefined;
};

/** A few lines for the preview; undefined where there is nothing to say. */
export function planText(plan: Plan): string | undefined {
  const { begins, changes, ends, leaves, waits, stopped, moved, hold, maxActivePerArray } = plan;
  const places =
    maxActivePerArray === undefined ? "" : ` as far as the array has places (maxActivePerArray: ${maxActivePerArray})`;
  const lines = [
    begins.length > 0 && `begins ${begins.length}${places}: ${listed(begins)}`,
    changes.length > 0 && `goes on with ${changes.length}: ${listed(changes)}`,
    ends.length > 0 && `takes out ${ends.length}: ${listed(ends)}`,
    leaves.length > 0 && `leaves alone on the array, and forgets, ${leaves.length}: ${listed(leaves)}`,
    waits.length > 0 && `leaves ${waits.length} waiting for ${hold ? "the hold to end" : "a place"}: ${listed(waits)}`,
    stopped.length > 0 && `does not begin ${stopped.length} again that failed: ${listed(stopped)}`,
    moved.length > 0 && `records what became of ${moved.length}: ${listed(moved)}`,
    hold && `starts nothing new and cuts nothing over: ${hold.reason}`,
  ].filter((line) => line !== false && line !== undefined);
  return lines.length > 0 ? `This run ${lines.join("; ")}.` : undefined;
}
