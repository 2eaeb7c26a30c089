/** What a run is about to do, told in a preview. */

import type { Hold } from "../../importSession/decide/holds";
import { listed } from "../inputs/keys";
import type { Unreached } from "./unreached";
import { unreachedTexts } from "./unreached";

/** Some imports, and what windows hold of each of them, and until when, as a clause. */
export type HeldAlike = { readonly reason: string; readonly keys: readonly string[] };

/** What a run is about to do, by keys. */
export type Plan = {
  readonly begins: readonly string[];
  /** Made now, and started by the array when their windows open. */
  readonly scheduled: readonly HeldAlike[];
  /** Not to be made: no window of theirs opens again. */
  readonly refused: readonly HeldAlike[];
  readonly changes: readonly string[];
  /** Of those that begin or are there: what is not done until windows open. */
  readonly held: readonly HeldAlike[];
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
  /** Whether it may be held is not known yet. */
  readonly isHoldOpen?: boolean;
  /** What the hold does not reach. */
  readonly unreached?: Unreached | undefined;
  /** Of the array, for all who import there: how many places are free shows when the run asks. */
  readonly maxActivePerArray?: number | undefined;
};

/** So many times are told of each kind; where more imports have windows of their own, their number is. */
const MOST_REASONS = 5;

const OPEN_HOLD = "starts nothing new and cuts nothing over if the wave is held by then, which is not known yet";

/** A few lines for the preview; undefined where there is nothing to say. */
export function planText(plan: Plan): string | undefined {
  const { begins, changes, ends, leaves, waits, stopped, moved, hold, unreached, maxActivePerArray, isHoldOpen } = plan;
  const places =
    maxActivePerArray === undefined ? "" : ` as far as the array has places (maxActivePerArray: ${maxActivePerArray})`;
  const lines = [
    begins.length > 0 && `begins ${begins.length}${places}: ${listed(begins)}`,
    ...heldLines("schedules", plan.scheduled),
    ...heldLines("cannot begin", plan.refused),
    changes.length > 0 && `goes on with ${changes.length}: ${listed(changes)}`,
    ...heldLines("holds back", plan.held),
    ends.length > 0 && `takes out ${ends.length}: ${listed(ends)}`,
    leaves.length > 0 && `leaves alone on the array, and forgets, ${leaves.length}: ${listed(leaves)}`,
    waits.length > 0 && `leaves ${waits.length} waiting for ${hold ? "the hold to end" : "a place"}: ${listed(waits)}`,
    stopped.length > 0 && `does not begin ${stopped.length} again that failed: ${listed(stopped)}`,
    moved.length > 0 && `records what became of ${moved.length}: ${listed(moved)}`,
    hold && `starts nothing new and cuts nothing over: ${hold.reason}`,
    ...(hold && unreached ? unreachedTexts(unreached) : []),
  ].filter((line) => line !== false && line !== undefined);
  if (lines.length > 0 && !hold && isHoldOpen) lines.push(OPEN_HOLD);
  return lines.length > 0 ? `This run ${lines.join("; ")}.` : undefined;
}

function heldLines(verb: string, groups: readonly HeldAlike[]): readonly string[] {
  const told = groups.slice(0, MOST_REASONS);
  const left = groups.slice(MOST_REASONS).flatMap(({ keys }) => keys);
  return [
    ...told.map(({ reason, keys }) => `${verb} ${keys.length}, since ${reason}: ${listed(keys)}`),
    ...(left.length > 0 ? [`${verb} ${left.length} more by other windows: ${listed(left)}`] : []),
  ];
}
