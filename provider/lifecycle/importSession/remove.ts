import type { ImportSessions } from "../../powerstore/contract";
import { NotFoundError, RefusedError } from "../../powerstore/errors";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import { assertSameCluster } from "../arrayAccess";
import { converge } from "../converge";
import { RefusalError } from "../errors";
import type { ArrayAccess, OperationContext, RawInputs } from "../handler";
import { LOOK_SECONDS, SHARED_SECONDS } from "../reads";
import { withLabel } from "./advance";
import type { RemovalAction } from "./decideRemoval";
import { decideRemoval, mayTakeVolumeAway, remainsAfter } from "./decideRemoval";
import { examineGone } from "./gone";
import { marksOf } from "./marks";
import type { ObservedSession } from "./observe";
import { observeBeforeActing } from "./observe";
import type { ImportSessionOutputs } from "./outputs";
import { leavingText, memberText, notDeletedText, objectionText, repetitionText, unprovenText } from "./ownershipTexts";
import { reportProgress } from "./progress";
import { isAtStake, isCompleted, isWaitingOrAtStake, stateRow } from "./states";
import { sessionLabel, stateAndProgress } from "./texts";
import { DEFAULT_DELETE_SECONDS, inWords } from "./timeouts";
import { mayBeAnothers } from "./unproven";

/** What a diff saw when it decided to replace. */
export type SeenByDiff = ImportSession["state"] | "gone";

/**
 * Deletes a resource. Where that fails as the first half of a replacement, the second half says so and puts the session on record again
 * (docs/decisions/023); but not where the run is being stopped, for then there is none.
 */
export async function removeImportSession(id: string, raw: RawInputs, context: OperationContext): Promise<void> {
  try {
    await removeSession(id, raw, context);
  } catch (error) {
    const object = { id, clusterId: (raw as Partial<ImportSessionOutputs>).clusterId };
    const reason = error instanceof Error ? error.message : String(error);
    const kept = { object, recorded: raw, reason };
    if (context.signal.aborted || !context.run.leaveToCreate(context.urn, kept)) throw error;
    context.report.warning(notDeletedText(id));
  }
}

/**
 * Ends a session and removes the record, unless somebody else in this run of the engine has or wants the session
 * (docs/decisions/023).
 */
async function removeSession(id: string, raw: RawInputs, context: OperationContext): Promise<void> {
  const recorded = raw as Partial<ImportSessionOutputs>;
  const { run, urn, report } = context;
  const array = context.array(recorded.array);
  const label = sessionLabel({ id, name: recorded.name }, array.powerStore.endpoint);
  const clusterId = await assertSameCluster(array, recorded.clusterId, `deleting ${label}: it`, context.signal);
  const session = { clusterId, id };
  const isUnproven = mayBeAnothers(recorded, session, context);
  run.had(urn, session, isUnproven);
  const decision = run.beginEnding({ urn, object: session, marks: marksOf(id, raw) });
  if (decision.kind === "leave") return report.warning(leavingText(label, decision.objection));
  if (decision.kind === "refuse") throw new RefusalError(objectionText(label, decision.objection, urn));
  const objected = decision.kind === "unlessAtStake" ? decision.objection : undefined;
  const unproven = isUnproven && !context.settings.cancelClaimed ? unprovenText(label, id) : undefined;
  const removal: Removal = {
    id,
    recorded,
    array,
    label,
    seenByDiff: decision.kind === "allowed" ? (decision.seen as SeenByDiff | undefined) : undefined,
    // Whose it is, nobody can say here: it may be one that waits to start for somebody else.
    ...(objected?.because === "unreadable"
      ? { objection: undefined, objectionToAny: objectionText(label, objected, urn) }
      : { objection: objected && objectionText(label, objected, urn), objectionToAny: unproven }),
    isReplacedByOption: objected?.because === "option",
  };
  try {
    await endSession(removal, context);
    run.ended(urn, session);
  } catch (error) {
    run.kept(urn, session);
    throw error;
  }
}

type Removal = {
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

/** By id alone (design.md 4, "Deleting"), and nothing is asked of the source array: it may be the reason for deleting. */
async function endSession(removal: Removal, context: OperationContext): Promise<void> {
  const { id, recorded, array, label, seenByDiff } = removal;
  const { importSessions } = array.powerStore;
  const force = (recorded.forceCancel ?? false) || context.settings.forceCancel;
  const hostsOnSource = (recorded.hostsOnSource ?? false) || context.settings.hostsOnSource;
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_DELETE_SECONDS;
  const showProgress = reportProgress(context.report, context.clock, context.settings.quiet ?? false);
  const state = (session: ImportSession | undefined) => (session ? stateAndProgress(session) : "gone");
  let latest: ObservedSession | undefined;
  // Also an action whose answer was lost may have moved the session.
  let hasActed = false;
  const ended = await converge<ObservedSession | undefined, RemovalAction>({
    observe: async () => {
      // A replacement is carried out on nothing but a read of its own, and so is what takes a volume away from hosts; all else the array guards.
      const maxAgeSeconds = latest ? LOOK_SECONDS : seenByDiff ? undefined : SHARED_SECONDS;
      const observation = {
        ...(maxAgeSeconds && { maxAgeSeconds }),
        sourceResourceId: recorded.sourceResourceId,
        signal: context.signal,
      };
      const needsLiveRead = (session: ObservedSession) => mayTakeVolumeAway(session, recorded.type);
      const look = observeBeforeActing(array, id, observation, needsLiveRead);
      const session = withKnownType(await undefinedIfGone(look), recorded.type);
      if (removal.isReplacedByOption && !hasActed) await refuseRepetition(session, removal, context.signal);
      return session;
    },
    secondsToPoll: array.secondsToPoll,
    observed: (session) => {
      latest = session;
      if (session) showProgress(session);
    },
    stateOf: (session) => session?.ownState ?? "gone",
    decide: (session, run) => {
      // A cancel leads off the way to completion; who is found further on it was not brought there by us.
      const isOwnDoing = hasActed && session && stateRow(session.state).order === undefined;
      if (!isOwnDoing) refuseSurprise(session, seenByDiff, label);
      if (session?.parentSessionId) throw new RefusalError(memberText(label, session.parentSessionId));
      if (session && !hasActed) refuseLoss(session, removal);
      return withLabel(decideRemoval(session, { hostsOnSource }, run), label);
    },
    act: async (action) => {
      hasActed = true;
      if (action === "cancel") return cancel(importSessions, id, force);
      if (action === "cleanup") return importSessions.actOnImportSession(id, "cleanup");
      await importSessions.deleteImportSession(id);
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

function refuseLoss({ state }: ImportSession, { objection, objectionToAny }: Removal): void {
  if (objection && isAtStake(state)) throw new RefusalError(objection);
  if (objectionToAny && isWaitingOrAtStake(state)) throw new RefusalError(objectionToAny);
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
function refuseSurprise(session: ImportSession | undefined, seenByDiff: SeenByDiff | undefined, label: string): void {
  if (!session || !seenByDiff) return;
  if (seenByDiff !== "gone" && stateRow(session.state).replacement === stateRow(seenByDiff).replacement) return;
  throw new RefusalError(
    `replacing ${label}: it was ${seenByDiff} when the replacement was planned and is ${stateAndProgress(session)} now, so it is left alone. Run "pulumi up" again to decide anew.`,
  );
}

async function undefinedIfGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
