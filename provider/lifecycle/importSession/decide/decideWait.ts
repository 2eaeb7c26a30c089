import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { Run, Step } from "../../operation/converge";
import type { ObservedSession } from "../decide/observedSession";
import type { AdvanceTarget } from "../inputs/inputs";
import { advanceTargets } from "../inputs/inputs";
import type { Goals } from "./goals";
import { heldText } from "./holds";
import { isLongInQueue, waitsInQueue } from "./queueing";
import type { GateAction, Verdict } from "./states";
import { gateAt, verdictOf } from "./states";
import { arrayError, deadEndReason, gateAhead } from "./texts";

/** What create and update can do to a session that exists. */
export type AdvanceAction = GateAction | "pause" | "resume" | "reschedule";

/** A group's members, and what is known of the queue, count where they were looked at. */
export type Advancing = ImportSession & Partial<Pick<ObservedSession, "members" | "isQueueLong">>;
export type AdvanceStep = Step<AdvanceAction>;
export type AdvanceRun = Run<AdvanceAction>;

/** The last question of a step: whether the goal is reached, still comes by waiting, or does not. */
export function decideWait(session: Advancing, goals: Goals, run: AdvanceRun): AdvanceStep {
  if (goals.waitFor === "None") return { kind: "finish", warnings: gateWarnings(session, goals) };
  if (session.state === "Import_Cutover_Incomplete" && run.accepted.includes("cutover")) {
    return { kind: "fail", reason: deadEndReason(session, goals) };
  }
  if (session.state === "Ready_For_Cutover" && run.accepted.includes("cutover")) {
    return {
      kind: "fail",
      reason: `is Ready_For_Cutover again after a cut-over that the array had accepted${arrayError(session)}.`,
    };
  }
  if (session.state === "Scheduled" && goals.held?.start) {
    return { kind: "finish", warnings: [`is Scheduled; ${heldText(goals.held.start)}`] };
  }
  switch (effectiveVerdict(session, goals, run)) {
    case "pending":
      return waitIn(session, run);
    case "reached":
      return { kind: "finish", warnings: [...gateWarnings(session, goals), ...completionWarnings(session)] };
    case "deadEnd":
      return { kind: "fail", reason: reasonToStop(session, goals) };
  }
}

/** Seconds between two looks: short where the array moves by itself in seconds, long in a copy of hours. */
function pollSecondsIn(state: ImportSession["state"]): number {
  return state === "Copy_In_Progress" || state === "Queued" || state === "Scheduled" ? 15 : 3;
}

const MOMENT_POLL_SECONDS = 3;

export function waitIn(session: Advancing, run: AdvanceRun): AdvanceStep {
  const isMoment = waitsInQueue(session) && !isLongInQueue(session, run);
  return { kind: "wait", pollSeconds: isMoment ? MOMENT_POLL_SECONDS : pollSecondsIn(session.state) };
}

export const gateOf = (session: Advancing, goals: Goals) => gateAt(session.state, goals.type);

function isLater(target: AdvanceTarget | undefined, than: AdvanceTarget): boolean {
  return target !== undefined && advanceTargets.indexOf(target) > advanceTargets.indexOf(than);
}

/** The table's verdict, with what this session's inputs add: gates it passes alone, and a cut-over that is to be seen through. */
export function effectiveVerdict(session: Advancing, goals: Goals, run: AdvanceRun): Verdict {
  const { state } = session;
  // A moment in the queue belongs to set-up, whose pre-checks may still fail; a long wait there is all that can be had for now.
  if (goals.waitFor === "Started" && waitsInQueue(session)) return isLongInQueue(session, run) ? "reached" : "pending";
  if ((state === "Mirror_Enabled" || state === "Ready_To_Start_Copy") && goals.type === "Non_Disruptive")
    return "pending";
  if (state === "Ready_For_Cutover" && goals.automaticCutover && goals.waitFor === "Import_Completed") return "pending";
  if (state === "Cutover_In_Progress" && goals.advanceTo === "Import_Completed") return "pending";
  return verdictOf(state, goals.waitFor);
}

/** A cut-over that ended half-way is a gate as well, but there is more to say of it than that it waits. */
function reasonToStop(session: Advancing, goals: Goals): string {
  const gate = gateOf(session, goals);
  return gate && session.state !== "Import_Cutover_Incomplete"
    ? gateAhead(session, gate, goals)
    : deadEndReason(session, goals);
}

/**
 * What has to happen before the gate at which a run ends, and which value passes it: for a gate that the inputs meant to be behind already, and
 * for each gate of an agentless session, whose hosts are moved by hand.
 */
function gateWarnings(session: Advancing, goals: Goals): string[] {
  const gate = gateOf(session, goals);
  if (!gate) return [];
  if (isLater(goals.advanceTo, gate.next)) return [gateAhead(session, gate, goals)];
  const isPassedByHand = goals.type === "Agentless" && !(gate.action === "cutover" && goals.automaticCutover);
  return isPassedByHand ? [gateAhead(session, gate, { type: goals.type })] : [];
}

function completionWarnings(session: Advancing): string[] {
  if (session.state === "Import_Completed_With_Errors") return [deadEndReasonOfErrors(session)];
  return [];
}

function deadEndReasonOfErrors(session: Advancing): string {
  return `is Import_Completed_With_Errors: some members failed and were cancelled by the array${arrayError(session)}.`;
}
