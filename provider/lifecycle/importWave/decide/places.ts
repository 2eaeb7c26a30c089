/** Where members hold places, and who takes one that is free. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { isCompleted, isKnownState, stateRow, stateTable } from "../../importSession/decide/states";

/**
 * From its beginning to the end of its copy an import takes what there is little of: a place in the array's set-up, bandwidth, hosts' attention. One that
 * only waits for its time or its turn starts without another word, so that it has its place already.
 */
export function holdsPlace(state: ImportSessionState): boolean {
  const { order } = stateRow(state);
  return order !== undefined && order <= stateTable.Paused.order;
}

/** The array gave it up, somebody cancelled it, or it needs somebody: it counts against `maxFailures`. What was never seen has not failed. */
export function isFailure(state: ImportSessionState | undefined): boolean {
  return state !== undefined && stateRow(state).order === undefined;
}

/** Whether the array, or somebody there, may yet bring it elsewhere. A state that is not known may be such a one. */
export function isUnderWay(state: unknown): boolean {
  if (!isKnownState(state)) return true;
  return (!isCompleted(state) && !isFailure(state)) || stateRow(state).removal === "wait";
}

/** A plan may not know the priority yet. */
export type Candidate = { readonly key: string; readonly priority?: unknown };

const numberOf = ({ priority }: Candidate): number => (typeof priority === "number" ? priority : 0);

/** Higher priority first, then by key, so that every run has the same order. */
export function inOrder<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  return candidates.toSorted(
    (one, other) => numberOf(other) - numberOf(one) || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0),
  );
}
