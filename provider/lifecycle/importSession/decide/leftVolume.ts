/** Whether an import that has ended without success may have left its volume on the array, and what is said of it. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isBeforeCutover, isCompleted, stateRow } from "./states";

export type Ended = {
  /** As it was seen last; undefined where its record was gone before. */
  readonly session: ImportSession | undefined;
  readonly recorded: Partial<ImportSessionOutputs>;
  /** Whether this run has had it cancelled, or its record deleted. */
  readonly hasActed: boolean;
  /** Cancels are not rolled back, as far as this run is told. */
  readonly isForced: boolean;
};

type Volume = { readonly type: "volume" | "volume_group"; readonly id: string };

/**
 * No text says what becomes of the volume where nothing was rolled back: after a forced cancel, and of an import that had failed (docs/decisions/020).
 * Undefined where none is known, or where it may hold what was completed.
 */
export function volumeToLookFor({ session, recorded, hasActed, isForced }: Ended): Volume | undefined {
  const state = session?.state ?? recorded.state;
  const id = session?.destinationResourceId ?? recorded.destinationResourceId;
  if (id === undefined || state === undefined || isCompleted(state)) return undefined;
  // Of what was on its way only a cancel says that it was not completed, for nothing else is sent to it.
  const isCancelled = session !== undefined && hasActed && isBeforeCutover(state);
  const isEnded = stateRow(state).order === undefined || isCancelled;
  if (!isEnded || !(isForced || state === "Failed")) return undefined;
  return { type: session?.destinationResourceType ?? recorded.destinationResourceType ?? "volume", id };
}

export const leftText = ({ type, id }: Volume): string =>
  `was not completed, and its ${type} ${id} is still on the array, of which the stack has no record any more. If the array does not take it away by itself, ` +
  `delete it there once no host uses it.`;
