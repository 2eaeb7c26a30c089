/** How a session is ended once it is clear that it may be: cancelled or only deleted, step by step until its record is gone. */

import type { ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { orUndefined, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { converge } from "../../operation/converge";
import { inWords } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { RefusalError } from "../../operation/lifecycleErrors";
import type { RemovalAction } from "../decide/decideRemoval";
import { decideRemoval, mayTakeVolumeAway, remainsAfter } from "../decide/decideRemoval";
import { DEFAULT_DELETE_SECONDS } from "../decide/goals";
import type { ObservedSession } from "../decide/observedSession";
import { memberText, repetitionText } from "../decide/ownershipTexts";
import { isAtStake, isCompleted, isWaitingOrAtStake, stateRow } from "../decide/states";
import { stateAndProgress } from "../decide/texts";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { LOOK_SECONDS, SHARED_SECONDS } from "../sessions/reads";
import { sessionsOn } from "../sessions/sessions";
import { withLabel } from "./followSession";
import { examineGone } from "./gone";
import { observeBeforeActing } from "./observe";
import { reportProgress } from "./progress";

/** What a diff saw when it decided to replace. */
export type SeenByDiff = ImportSession["state"] | "gone";

/** A delete that the account of the run allows, and within which limits. */
export type Removal = {
  readonly id: string;
  readonly recorded: Partial<ImportSessionOutputs>;
  readonly array: ArrayAccess;
  readonly label: string;
  /** What a diff of this run saw when it said "replace"; absent for a plain delete. */
  readonly seenByDiff: SeenByDiff | undefined;
  /** Why nothing may be lost with the session. */
  readonly objection: string | undefined;
  /** Why nothing may be cancelled that waits or goes on: another's scheduled import would not start. */
  readonly objectionToAny: string | undefined;
  /** A create follows that nobody asked for: what is imported cannot be imported again. */
  readonly isReplacedByOption: boolean;
};

/** By id alone (docs/lifecycle.md, "Deleting"), and nothing is asked of the source array: it may be the reason for deleting. */
export async function endSession(removal: Removal, context: OperationContext): Promise<void> {
  const { array, label } = removal;
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_DELETE_SECONDS;
  const showProgress = reportProgress(context, array.powerStore.arrayClock);
  const state = (session: ImportSession | undefined) => (session ? stateAndProgress(session) : "gone");
  let latest: ObservedSession | undefined;
  // Also an action whose answer was lost may have moved the session.
  let hasActed = false;
  const ended = await converge<ObservedSession | undefined, RemovalAction>({
    observe: async () => {
      const session = await look(removal, latest !== undefined, context.signal);
      // What is gone after that, this delete has ended.
      const isToAsk = removal.isReplacedByOption && !(hasActed && session === undefined);
      if (isToAsk) await refuseRepetition(session, removal, context.signal);
      return session;
    },
    secondsToPoll: array.secondsToPoll,
    observed: (session) => {
      latest = session;
      if (session) showProgress(session);
    },
    stateOf: (session) => session?.ownState ?? "gone",
    decide: (session, run) => {
      refuseLoss(session, removal, { hasActed, isAccepted: run.accepted.length > 0 });
      const hostsOnSource = (removal.recorded.hostsOnSource ?? false) || context.settings.hostsOnSource;
      return withLabel(decideRemoval(session, { hostsOnSource }, run), label);
    },
    act: async (action) => {
      hasActed = true;
      await act(action, removal, context.settings.forceCancel);
    },
    warn: (text) => context.report.warning(text),
    timedOut: (session) =>
      `deleting ${label}: still ${state(session)} after ${inWords(timeoutSeconds)}. Run the same command again to continue, or raise customTimeouts.delete.`,
    interrupted: (session) =>
      `stopped deleting ${label}: it is ${state(session)}. Run the same command again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds,
  });
  const remains = ended && remainsAfter(ended);
  if (remains) context.report.warning(`${label} ${remains}`);
}

/**
 * A replacement is carried out on nothing but a read of its own, and so is what takes a volume away from hosts, or may be ended only as long as it waits;
 * all else the array guards.
 */
async function look(
  removal: Removal,
  isFurther: boolean,
  signal: AbortSignal | undefined,
): Promise<ObservedSession | undefined> {
  const { id, recorded, array, seenByDiff } = removal;
  const maxAgeSeconds = isFurther ? LOOK_SECONDS : seenByDiff ? undefined : SHARED_SECONDS;
  const { sourceResourceId, type } = recorded;
  const observation = { ...(maxAgeSeconds && { maxAgeSeconds }), sourceResourceId, signal };
  const needsLiveRead = (session: ObservedSession) =>
    mayTakeVolumeAway(session, type) || mayHaveBegun(session, removal);
  return withKnownType(await orUndefined(observeBeforeActing(array, id, observation, needsLiveRead)), type);
}

/** The array would take the cancel of a copy that has begun since. */
function mayHaveBegun({ state }: ObservedSession, { objection, objectionToAny, isReplacedByOption }: Removal): boolean {
  const isLimited = objection !== undefined || objectionToAny !== undefined || isReplacedByOption;
  return isLimited && isWaitingOrAtStake(state) && !isAtStake(state);
}

async function act(action: RemovalAction, { id, recorded, array }: Removal, forceCancel: boolean): Promise<void> {
  const { importSessions } = sessionsOn(array);
  if (action === "cancel") return cancel(importSessions, id, (recorded.forceCancel ?? false) || forceCancel);
  if (action === "cleanup") return importSessions.actOnImportSession(id, "cleanup");
  await importSessions.deleteImportSession(id);
}

/**
 * @param done whether this delete has sent something already, and whether the array has taken it. What was lost or refused has ended nothing, and the import
 * may have gone on since.
 */
function refuseLoss(
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
async function refuseRepetition(
  session: ImportSession | undefined,
  { recorded, array, label }: Removal,
  signal: AbortSignal | undefined,
): Promise<void> {
  const hasCompleted = session
    ? isCompleted(session.state)
    : (await examineGone(recorded, array, signal)).verdict === "completed";
  if (hasCompleted) throw new RefusalError(repetitionText(label));
}

/** A refusal in a state that allows a cancel is about the source or the hosts: says what is left to do. */
async function cancel(importSessions: ImportSessions, id: string, force: boolean): Promise<void> {
  try {
    await importSessions.cancelImportSession(id, { force });
  } catch (error) {
    if (force || !(error instanceof RefusedError)) throw error;
    const way =
      'if the source or the hosts do not answer, "pulumi destroy --target <urn>" with POWERSTORE_IMPORT_FORCE_CANCEL=true cancels it without rolling back';
    throw new RefusedError(`${error.message}; ${way}`, error);
  }
}

/** Where the array does not show the type: the recorded one, for the hosts of an agentless session must not lose their volume unasked. */
function withKnownType(
  session: ObservedSession | undefined,
  recorded: ImportSession["type"],
): ObservedSession | undefined {
  const type = session?.type ?? recorded;
  if (!session || !type) return session;
  return { ...session, type, members: session.members.map((member) => ({ ...member, type: member.type ?? type })) };
}

/** What a replacement was decided on must still hold: a completion or a running copy is not thrown away by an old decision. */
function refuseSurprise(session: ImportSession, seenByDiff: SeenByDiff | undefined, label: string): void {
  if (!seenByDiff) return;
  if (seenByDiff !== "gone" && stateRow(session.state).replacement === stateRow(seenByDiff).replacement) return;
  throw new RefusalError(
    `replacing ${label}: it was ${seenByDiff} when the replacement was planned and is ${stateAndProgress(session)} now, so it is left alone. Run "pulumi up" again to decide anew.`,
  );
}
