/** How a session is ended once it is clear that it may be: cancelled or only deleted, step by step until its record is gone. */

import type { Clock } from "../../../clock";
import type { ActionOptions, ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { CallOptions, Sending } from "../../../powerstore/http/contract";
import {
  JobPendingError,
  NotApprovedError,
  openJobOf,
  orUndefined,
  RefusedError,
  StoppedError,
} from "../../../powerstore/http/powerStoreErrors";
import { assertStillSameCluster } from "../../array/arrayAccess";
import { converge } from "../../operation/converge";
import { changeOptions, inWords } from "../../operation/customTimeouts";
import { NotDueError, sentenceOf } from "../../operation/lifecycleErrors";
import type { RemovalAction } from "../decide/decideRemoval";
import { decideRemoval, mayTakeVolumeAway, remainsAfter } from "../decide/decideRemoval";
import { DEFAULT_DELETE_SECONDS } from "../decide/goals";
import type { Ended } from "../decide/leftVolume";
import type { ObservedSession } from "../decide/observedSession";
import { laterText } from "../decide/pendingRequests";
import { stateAndProgress } from "../decide/texts";
import { LOOK_SECONDS, SHARED_SECONDS } from "../sessions/reads";
import { sessionsOn } from "../sessions/sessions";
import { wishOf } from "./askedBefore";
import { withLabel } from "./followSession";
import { tellLeftVolume } from "./leftBehind";
import { observeBeforeActing } from "./observe";
import { reportProgress } from "./progress";
import type { AllowedRemoval, Removal } from "./refuseLoss";
import { isLimited, mayHaveBegun, refuseLoss, refuseRepetition } from "./refuseLoss";
import type { SessionContext } from "./sessionContext";

/** By id alone (docs/lifecycle.md, "Deleting"), and nothing is asked of the source array: it may be the reason for deleting. */
export async function endSession(removal: AllowedRemoval, context: SessionContext): Promise<void> {
  const { array, label } = removal;
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_DELETE_SECONDS;
  const deadline = (context.startedAt ?? context.clock.monotonic()) + timeoutSeconds * 1000;
  const showProgress = reportProgress(context, array.powerStore.arrayClock);
  const state = (session: ImportSession | undefined) => (session ? stateAndProgress(session) : "gone");
  let latest: ObservedSession | undefined;
  // Also an action whose answer was lost may have moved the session.
  let hasActed = false;
  const limitedNow = (): Removal => ({ ...removal, ...removal.limitsNow() });
  let limited = limitedNow();
  // Others go on beside a delete that waits: as long as it has sent nothing it goes by what the account says by now.
  const renew = () => {
    if (!hasActed) limited = limitedNow();
  };
  const ended = await converge<ObservedSession | undefined, RemovalAction>({
    observe: async () => {
      renew();
      const session = await look(limited, latest !== undefined, context.signal);
      // What is gone after that, this delete has ended.
      if (!(hasActed && session === undefined)) await refuseRepetition(session, limited, context.signal);
      return session;
    },
    secondsToPoll: array.secondsToPoll,
    observed: (session) => {
      latest = session ?? latest;
      if (session) showProgress(session);
    },
    stateOf: (session) => session?.ownState ?? "gone",
    decide: (session, run) => {
      refuseLoss(session, limited, { hasActed, isAccepted: run.accepted.length > 0 });
      const hostsOnSource = (removal.recorded.hostsOnSource ?? false) || context.settings.hostsOnSource;
      return withLabel(decideRemoval(session, { hostsOnSource }, run), label);
    },
    act: async (action, session) => {
      if (!hasActed) {
        await context.mayAct?.();
        renew();
        refuseLoss(session, limited, { hasActed, isAccepted: false });
        await refuseRepetition(session, limited, context.signal);
      }
      const atSending = session && isGuarded(session, limited) ? soonAndOnce(label, context.clock) : undefined;
      hasActed = true;
      const change = changeOptions(context, deadline);
      const options = removal.asked.following(wishOf(action), () => change);
      try {
        await act(action, removal, mayForce(removal.recorded, context), { change: options(), atSending });
      } catch (error) {
        removal.asked.noted(wishOf(action), error);
        throw atSending ? withLater(error, action) : error;
      }
    },
    warn: (text) => context.report.warning(text),
    timedOut: (session) =>
      `deleting ${label}: still ${state(session)} after ${inWords(timeoutSeconds)}. Run the same command again to continue, or raise customTimeouts.delete.`,
    interrupted: (session) =>
      `stopped deleting ${label}: it is ${state(session)}. Run the same command again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds: (deadline - context.clock.monotonic()) / 1000,
  });
  await tellWhatStays(ended, { session: latest, hasActed }, removal, context);
}

/** Nothing in the stack names the volume any more. */
async function tellWhatStays(
  ended: ObservedSession | undefined,
  seen: Pick<Ended, "session" | "hasActed">,
  removal: AllowedRemoval,
  context: SessionContext,
): Promise<void> {
  const { recorded, label } = removal;
  const remains = ended && remainsAfter(ended);
  if (remains) context.report.warning(`${label} ${remains}`);
  else await tellLeftVolume({ ...seen, recorded, isForced: mayForce(recorded, context) }, removal, context);
}

/** Whether a cancel is not to be rolled back: by the resource, or by the settings of the run. */
const mayForce = ({ forceCancel }: Removal["recorded"], { settings }: SessionContext): boolean =>
  (forceCancel ?? false) || settings.forceCancel;

/**
 * A replacement is carried out on nothing but a read of its own, and so is what takes a volume away from hosts, or may be ended only as long as it waits;
 * all else the array guards.
 */
async function look(
  removal: Removal,
  isFurther: boolean,
  signal: AbortSignal | undefined,
): Promise<ObservedSession | undefined> {
  const { id, recorded, array, label, seenByDiff } = removal;
  const maxAgeSeconds = isFurther ? LOOK_SECONDS : seenByDiff ? undefined : SHARED_SECONDS;
  const { sourceResourceId, type } = recorded;
  const observation = { ...(maxAgeSeconds && { maxAgeSeconds }), sourceResourceId, signal };
  const needsLiveRead = (session: ObservedSession) =>
    mayTakeVolumeAway(session, type) || mayHaveBegun(session, removal);
  const session = await orUndefined(observeBeforeActing(array, id, observation, needsLiveRead));
  if (!session) await assertStillSameCluster(array, `deleting ${label}: it`, signal);
  return withKnownType(session, type);
}

/** A job does not ask again whether it may be: what an approval comes to is not what was decided on. */
function withLater(error: unknown, action: RemovalAction): unknown {
  const jobId = openJobOf(error);
  const text = jobId && `${sentenceOf(error)} ${laterText(action, jobId)}`;
  if (text && error instanceof StoppedError) return new StoppedError(text, error);
  return text && error instanceof JobPendingError ? new JobPendingError(text, error) : error;
}

/** Whether the array would take a cancel also where this delete must not send one any more. */
function isGuarded(session: ObservedSession, removal: Removal): boolean {
  return removal.seenByDiff !== undefined || isLimited(removal) || mayTakeVolumeAway(session, removal.recorded.type);
}

/**
 * To be asked when it is sent: a busy array, a login or a way that is gone for a while may hold it back, and what it rests on may be over by then. What was
 * not taken at once is decided anew on another look.
 */
function soonAndOnce(label: string, clock: Clock): (sending: Sending) => void {
  const age = ageSince(clock);
  return ({ isFirst }) => {
    if (isFirst && age() <= SHARED_SECONDS * 1000) return;
    throw new NotDueError(
      `deleting ${label}: the array has not taken the cancel, and is not sent it again on what was seen before. Run the same command again to continue.`,
    );
  };
}

/** Milliseconds from now on, by whichever clock says more: one of them may be set back, the other stops as long as the machine sleeps. */
function ageSince(clock: Clock): () => number {
  const [since, wallSince] = [clock.monotonic(), clock.now()];
  return () => Math.max(clock.monotonic() - since, clock.now() - wallSince);
}

async function act(
  action: RemovalAction,
  { id, array }: AllowedRemoval,
  force: boolean,
  { change, atSending }: { readonly change: CallOptions; readonly atSending: ActionOptions["atSending"] },
): Promise<void> {
  const { importSessions } = sessionsOn(array);
  if (action === "cancel") return cancel(importSessions, id, force, { ...change, ...(atSending && { atSending }) });
  if (action === "cleanup") return importSessions.actOnImportSession(id, "cleanup", change);
  await importSessions.deleteImportSession(id, change);
}

/** A refusal in a state that allows a cancel is about the source or the hosts: says what is left to do. */
async function cancel(
  importSessions: ImportSessions,
  id: string,
  force: boolean,
  options: ActionOptions,
): Promise<void> {
  try {
    await importSessions.cancelImportSession(id, { force }, options);
  } catch (error) {
    if (force || !(error instanceof RefusedError) || error instanceof NotApprovedError) throw error;
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
