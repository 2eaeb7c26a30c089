/** What happens to a session by itself, and until when what was asked of it is being done. */
import type { ArrayState } from "../array/arrayState";
import { copyEvent, fillMeter, percentage, stopMeter } from "../records/copyMeter";
import type { Instant } from "../records/instants";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { cutOverGroup, queueGroup } from "./actions";
import { sessionFault } from "./faults";
import { isGroup, membersOf, parentOf } from "./group";
import { admitQueued, moveSession } from "./lifecycle";
import { isReachable } from "./source";

type Step = (array: ArrayState, session: Session) => void;

/** What happens when the timer of a state runs out; states without a row wait for somebody (powerstore.md 1a). */
const STEPS: Partial<Record<SessionState, Step>> = {
  Scheduled: (array, session) => moveSession(array, session, "Queued"),
  Queued: admitQueued,
  In_Progress: finishSetUp,
  Copy_In_Progress: endCopy,
  // Reached by a timer only with automatic_cutover: true means that the array cuts over by itself (1d).
  Ready_For_Cutover: (array, session) => moveSession(array, session, "Cutover_In_Progress"),
  Cutover_In_Progress: finishCutover,
  Cancel_In_Progress: finishCancel,
  Cleanup_In_Progress: finishCleanup,
};

/** The same for groups, whose other states end with those of their members. */
const GROUP_STEPS: Partial<Record<SessionState, Step>> = {
  Scheduled: queueGroup,
  Queued: admitQueued,
  Ready_For_Cutover: cutOverGroup,
};

export function sessionDue(array: ArrayState, id: string): void {
  const session = array.tables.import_session.get(id);
  if (session === undefined) return;
  const steps = isGroup(array, session) ? GROUP_STEPS : STEPS;
  steps[session.state]?.(array, session);
}

function finishSetUp(array: ArrayState, session: Session): void {
  // Failed pre-check: no harm done, a new session may succeed (1a, G64).
  if (!isReachable(array, session)) {
    moveSession(array, session, "Failed", { error: sessionFault("setUpFailed", session.remote_system_id) });
    return;
  }
  if (array.space !== "free") {
    moveSession(array, session, "Failed", { error: sessionFault("noSpace", session.source_resource_id) });
    return;
  }
  // S: with a replication policy "the import job will fail", which is after it was accepted; when is [I].
  const { protection_policy_id } = parentOf(array, session) ?? session;
  const policy = array.tables.policy.get(protection_policy_id ?? "");
  if (policy?.replicates === true) {
    moveSession(array, session, "Failed", { error: sessionFault("policyReplicates", policy.id) });
    return;
  }
  // Non_Disruptive copies without a gate [I]; Agentless waits at its first gate [D S, GZ1].
  moveSession(array, session, session.type === "Agentless" ? "Mirror_Enabled" : "Copy_In_Progress");
}

function endCopy(array: ArrayState, session: Session): void {
  const { outcome } = copyEvent(session.copy, array.now, array.copySpeed);
  if (outcome === "Fault" || array.space !== "free") breakCopy(array, session);
  else moveSession(array, session, "Ready_For_Cutover", { copy: fillMeter(session.copy) });
}

/**
 * Agentless asks for a cancel by hand (G32, S). Non_Disruptive cancels by itself and ends as Failed (G64 [D], state [I]);
 * if the source does not answer, this cancel fails, and somebody has to clean up (G66 + S).
 */
function breakCopy(array: ArrayState, session: Session): void {
  const copy = stopMeter(session.copy, array.now, array.copySpeed);
  const percent = percentage(copy, array.now, array.copySpeed);
  const fault = array.space === "free" ? "copyFailed" : "spaceOut";
  const error = sessionFault(fault, session.source_resource_id, `${percent}`);
  const unattended = isReachable(array, session) ? "Failed" : "Cleanup_Required";
  moveSession(array, session, session.type === "Agentless" ? "Cancel_Required" : unattended, { copy, error });
}

/** A member that is not committed waits for the group's cut-over to be tried again (1a, S, G34) [I]. */
function finishCutover(array: ArrayState, session: Session): void {
  if (session.fails_cutover !== true) {
    moveSession(array, session, "Import_Completed");
    return;
  }
  const error = sessionFault("cutoverFailed", session.source_resource_id);
  moveSession(array, session, "Ready_For_Cutover", { error, fails_cutover: false });
}

/** S, cancel: with force, a source that does not answer ends the import without a roll-back; without, see 1a. */
function finishCancel(array: ArrayState, session: Session): void {
  const parent = parentOf(array, session);
  const isToFail = parent?.state === "Cancel_In_Progress" && (parent.cancels_to_fail ?? 0) > 0;
  if (session.destination_resource_id === null) {
    // Nothing to roll back, so nothing that could fail.
    moveSession(array, session, "Cancelled");
  } else if (isToFail) {
    moveSession(array, session, "Cancel_Failed", { error: sessionFault("cancelFailed", session.source_resource_id) });
  } else if (session.is_forced || isReachable(array, session)) {
    moveSession(array, session, "Cancelled");
  } else {
    const error = sessionFault("rollbackFailed", session.remote_system_id);
    moveSession(array, session, "Cleanup_Required", { error });
  }
}

/** End states [I] (1a). */
function finishCleanup(array: ArrayState, session: Session): void {
  if (isReachable(array, session)) moveSession(array, session, "Cancelled");
  else
    moveSession(array, session, "Cleanup_Failed", { error: sessionFault("cleanupFailed", session.remote_system_id) });
}

/** States in which the array does what a request asked for. */
const WORKING: ReadonlySet<SessionState> = new Set<SessionState>([
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
  return WORKING.has(session.state) ? array.agenda.instantOf("import_session", session.id) : undefined;
}
