/** What a delete must not throw away, by what is seen of its session before each request. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { GONE } from "../../engineRun/facts";
import type { ArrayAccess } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import type { ObservedSession } from "../decide/observedSession";
import { memberText } from "../decide/ownershipTexts";
import { isAtStake, isCompleted, isWaitingOrAtStake, stateRow } from "../decide/states";
import { stateAndProgress } from "../decide/texts";
import type { ImportSessionOutputs } from "../inputs/outputs";
import type { AskedBefore } from "./askedBefore";
import { examineGone } from "./gone";

/** What a diff saw when it decided to replace. */
export type SeenByDiff = ImportSession["state"] | typeof GONE;

/** What a delete that may go on must not end all the same. */
export type Limits = {
  /** What a diff of this run saw when it said "replace"; absent for a plain delete. */
  readonly seenByDiff: SeenByDiff | undefined;
  /** Why nothing may be lost with the session. */
  readonly objection: string | undefined;
  /** Why nothing may be cancelled that waits or goes on: another's scheduled import would not start. */
  readonly objectionToAny: string | undefined;
  /** Why nothing may be deleted that is completed: a create for the same follows, and what is imported cannot be imported again. */
  readonly repetition: string | undefined;
  /** The same where the record of what is completed is gone, so that nobody can take it over; absent: as above. */
  readonly repetitionOfGone?: string | undefined;
};

/** A delete that the account of the run allows. */
export type AllowedRemoval = {
  readonly id: string;
  readonly recorded: Partial<ImportSessionOutputs>;
  readonly array: ArrayAccess;
  readonly label: string;
  readonly asked: AskedBefore;
  /** The limits as they are by now, for others go on beside a delete that waits. Throws where it may not go on. */
  limitsNow(): Limits;
};

/** The same, within which limits. */
export type Removal = AllowedRemoval & Limits;

/** Whether something speaks against the end of what can be lost. */
export const isLimited = ({ objection, objectionToAny, repetition }: Removal): boolean =>
  objection !== undefined || objectionToAny !== undefined || repetition !== undefined;

/** The array would take the cancel of a copy that has begun since. */
export function mayHaveBegun({ state }: ObservedSession, removal: Removal): boolean {
  return isLimited(removal) && isWaitingOrAtStake(state) && !isAtStake(state);
}

/**
 * @param done whether this delete has sent something already, and whether the array has taken it. What was lost or refused has ended nothing, and the import
 * may have gone on since.
 */
export function refuseLoss(
  session: ObservedSession | undefined,
  removal: Removal,
  { hasActed, isAccepted }: { readonly hasActed: boolean; readonly isAccepted: boolean },
): void {
  if (!session) return;
  const { label, seenByDiff, objection, objectionToAny } = removal;
  // A cancel leads off the way to completion; who is found further on it was not brought there by us.
  const isOwnDoing = hasActed && stateRow(session.state).order === undefined;
  if (!isOwnDoing) refuseSurprise(session, seenByDiff, label);
  if (session.parentSessionId) throw new RefusalError(memberText(label, session.parentSessionId));
  if (isOwnDoing || isAccepted) return;
  if (objection && isAtStake(session.state)) throw new RefusalError(objection);
  if (objectionToAny && isWaitingOrAtStake(session.state)) throw new RefusalError(objectionToAny);
}

/** Also where the record is gone already, so that nothing would be deleted: the create would ask for the second import. */
export async function refuseRepetition(
  session: ImportSession | undefined,
  { id, recorded, array, repetition, repetitionOfGone }: Removal,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (repetition === undefined) return;
  if (session && isCompleted(session.state)) throw new RefusalError(repetition);
  if (session) return;
  const { verdict } = await examineGone({ id, recorded }, array, signal);
  if (verdict === "completed") throw new RefusalError(repetitionOfGone ?? repetition);
}

/** What a replacement was decided on must still hold: a completion or a running copy is not thrown away by an old decision. */
function refuseSurprise(session: ImportSession, seenByDiff: SeenByDiff | undefined, label: string): void {
  if (!seenByDiff) return;
  if (seenByDiff !== GONE && stateRow(session.state).replacement === stateRow(seenByDiff).replacement) return;
  throw new RefusalError(
    `replacing ${label}: it was ${seenByDiff} when the replacement was planned and is ${stateAndProgress(session)} now, so it is left alone. Run "pulumi up" again to decide anew.`,
  );
}
