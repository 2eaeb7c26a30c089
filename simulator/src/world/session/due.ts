/** What happens to a session by itself, and until when what was asked of it is being done. */
import type { ArrayState } from "../array/arrayState";
import { copyEvent, fillMeter, percentage, stopMeter } from "../records/copyMeter";
import type { Instant } from "../records/instants";
import type { Session, SessionError } from "../records/session";
import type { SessionState } from "../records/states";
import { membersOf, parentOf } from "./group";
import { admitQueued, moveSessions } from "./moves";
import { movesTo, type SessionPatch } from "./movesTo";
import { sessionFault } from "./sessionFaults";
import { canRollBack, idleHostSystemOf, isConnected, isCutOff, isReachable, silentHostSystemOf } from "./sessionSource";

/** Where a session goes when its state ends by itself. */
type Outcome = { readonly to: SessionState; readonly patch?: SessionPatch };

type Ending = (array: ArrayState, session: Session) => Outcome;

/**
 * How states end whose timer runs out; states without a row wait for somebody [ARRAY transitions]. Groups have a timer in Scheduled,
 * Queued and Ready_For_Cutover only: their other states end with those of their members.
 */
const endings: Partial<Record<SessionState, Ending>> = {
  Scheduled: () => ({ to: "Queued" }),
  In_Progress: endOfSetUp,
  Copy_In_Progress: endOfCopy,
  // By a timer only with automatic_cutover: true means that the array cuts over by itself [ARRAY conflicts].
  Ready_For_Cutover: () => ({ to: "Cutover_In_Progress" }),
  Cutover_In_Progress: endOfCutover,
  Cancel_In_Progress: endOfCancel,
  Cleanup_In_Progress: endOfCleanup,
};

export function sessionDue(array: ArrayState, id: string): void {
  const session = array.tables.import_session.get(id);
  if (session === undefined) return;
  // Nobody leaves the queue but by its turn.
  if (session.state === "Queued") admitQueued(array);
  const outcome = endings[session.state]?.(array, session);
  if (outcome !== undefined) moveSessions(array, movesTo(array, session, outcome.to, outcome.patch));
}

function endOfSetUp(array: ArrayState, session: Session): Outcome {
  const error = setUpError(array, session);
  if (error !== undefined) return { to: "Failed", patch: { error } };
  // Non_Disruptive copies without a gate [I]; Agentless waits at its first gate [API, GUIDE agentless].
  return { to: session.type === "Agentless" ? "Mirror_Enabled" : "Copy_In_Progress" };
}

/** Failed pre-checks: no harm done, a new session may succeed [GUIDE 64]. */
function setUpError(array: ArrayState, session: Session): SessionError | undefined {
  if (!isReachable(array, session)) return sessionFault("setUpFailed", session.remote_system_id);
  if (!isConnected(array, session)) return sessionFault("noConnection", session.remote_system_id);
  const host = idleHostSystemOf(array, session);
  if (host !== undefined) return sessionFault("agentIdle", host.id, String(host.agent_status));
  if (array.space !== "free") return sessionFault("noSpace", session.source_resource_id);
  // [API protection_policy_id]: with a replication policy the import fails, which is after it was accepted; when is [I].
  const { protection_policy_id } = parentOf(array, session) ?? session;
  const policy = array.tables.policy.get(protection_policy_id ?? "");
  return policy?.replicates === true ? sessionFault("policyReplicates", policy.id) : undefined;
}

function endOfCopy(array: ArrayState, session: Session): Outcome {
  const { outcome } = copyEvent(session.copy, array.now, array.copySpeed);
  const isBroken = outcome === "Fault" || array.space !== "free" || isCutOff(array, session);
  if (isBroken) return endOfBrokenCopy(array, session);
  return { to: "Ready_For_Cutover", patch: { copy: fillMeter(session.copy) } };
}

/**
 * Agentless asks for a cancel by hand [GUIDE 32, API Cancel_Required]. Non_Disruptive cancels by itself and ends as Failed ([GUIDE 64], the state [I]);
 * if source or host does not answer, this cancel fails, and somebody has to clean up [GUIDE 66, API Cleanup_Required].
 */
function endOfBrokenCopy(array: ArrayState, session: Session): Outcome {
  const copy = stopMeter(session.copy, array.now, array.copySpeed);
  const percent = percentage(copy, array.now, array.copySpeed);
  const error = sessionFault(faultOfCopy(array, session), session.source_resource_id, `${percent}`);
  const unattended = canRollBack(array, session) ? "Failed" : "Cleanup_Required";
  return { to: session.type === "Agentless" ? "Cancel_Required" : unattended, patch: { copy, error } };
}

function faultOfCopy(array: ArrayState, session: Session) {
  if (array.space !== "free") return "spaceOut";
  return isCutOff(array, session) ? "connectionLost" : "copyFailed";
}

/** A member that is not committed waits for the group's cut-over to be tried again [API, GUIDE 34, I]. */
function endOfCutover(_array: ArrayState, session: Session): Outcome {
  if (session.fails_cutover !== true) return { to: "Import_Completed" };
  const error = sessionFault("cutoverFailed", session.source_resource_id);
  return { to: "Ready_For_Cutover", patch: { error, fails_cutover: false } };
}

/** [API cancel]: with force, a source or host that does not answer ends the import without a roll-back; without, [ARRAY transitions]. */
function endOfCancel(array: ArrayState, session: Session): Outcome {
  // Nothing to roll back, so nothing that could fail.
  if (session.destination_resource_id === null) return { to: "Cancelled" };
  const parent = parentOf(array, session);
  const isToFail = parent?.state === "Cancel_In_Progress" && (parent.cancels_to_fail ?? 0) > 0;
  if (isToFail)
    return { to: "Cancel_Failed", patch: { error: sessionFault("cancelFailed", session.source_resource_id) } };
  if (session.is_forced || canRollBack(array, session)) return { to: "Cancelled" };
  return { to: "Cleanup_Required", patch: { error: rollbackFault(array, session) } };
}

function rollbackFault(array: ArrayState, session: Session): SessionError {
  const host = isReachable(array, session) ? silentHostSystemOf(array, session) : undefined;
  return host === undefined
    ? sessionFault("rollbackFailed", session.remote_system_id)
    : sessionFault("hostSilent", host.id);
}

/** End states [I, ARRAY transitions]. */
function endOfCleanup(array: ArrayState, session: Session): Outcome {
  if (isReachable(array, session)) return { to: "Cancelled" };
  return { to: "Cleanup_Failed", patch: { error: sessionFault("cleanupFailed", session.remote_system_id) } };
}

/** States in which the array does what a request asked for. */
const workingStates: ReadonlySet<SessionState> = new Set<SessionState>([
  "Cutover_In_Progress",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
]);

/** When a session, a group with all of its members, will have done what it was asked for; undefined where it has. */
export function sessionBusyUntil(array: ArrayState, id: string): Instant | undefined {
  const session = array.tables.import_session.get(id);
  if (session === undefined) return undefined;
  const ends = [session, ...membersOf(array, session)].map((each) => endOf(array, each));
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function endOf(array: ArrayState, session: Session): Instant | undefined {
  if (session.pending) return session.pending.until;
  return workingStates.has(session.state) ? array.agenda.instantOf("import_session", session.id) : undefined;
}
