import type { ImportSession as Session } from "../../powerstore/schemas/importSession";
import type { Run, Step } from "../converge";
import type { AdvanceTarget, ImportSessionInputs } from "./inputs";
import { advanceTargets } from "./inputs";
import type { ObservedSession } from "./observe";
import { isLongInQueue, waitsInQueue } from "./queueing";
import { isSameInstant } from "./schedule";
import type { GateAction, Verdict } from "./states";
import { gates, hasFailedAgain, isPastCopy, SHOWN_WITHIN_SECONDS, stateRow, verdictOf } from "./states";
import { arrayError, deadEndReason, gateAhead } from "./texts";

/** What create and update can do to a session that exists. */
export type AdvanceAction = GateAction | "pause" | "resume" | "reschedule";

/** The part of the inputs that says how far a session is to get. */
export type Goals = Pick<
  ImportSessionInputs,
  "type" | "paused" | "advanceTo" | "waitFor" | "automaticCutover" | "scheduledTimestamp"
>;

/** A group's members, and what is known of the queue, count where they were looked at. */
type ImportSession = Session & Partial<Pick<ObservedSession, "members" | "isQueueLong">>;
type AdvanceStep = Step<AdvanceAction>;
type AdvanceRun = Run<AdvanceAction>;

/** Seconds between two looks: short where the array moves by itself in seconds, long in a copy of hours. */
export function pollSecondsIn(state: Session["state"]): number {
  return state === "Copy_In_Progress" || state === "Queued" || state === "Scheduled" ? 15 : 3;
}

const MOMENT_POLL_SECONDS = 3;

/** The next step of create and update for what was observed: schedule first, then pause or resume, then gates, then waiting. */
export function decideAdvance(session: ImportSession, goals: Goals, run: AdvanceRun): AdvanceStep {
  if (run.unseen && !hasEndedWhereItBegan(session, run)) {
    return goals.waitFor === "None" ? { kind: "finish" } : waitIn(session, run);
  }
  return (
    decideSchedule(session, goals, run) ??
    decidePause(session, goals, run) ??
    decideGate(session, goals, run) ??
    decideWait(session, goals, run)
  );
}

/** An array that rounds a new time to the old one shows nothing new either. */
function hasEndedWhereItBegan({ state }: ImportSession, { unseen, unseenSeconds = 0 }: AdvanceRun): boolean {
  return unseen === "reschedule" ? unseenSeconds >= SHOWN_WITHIN_SECONDS : hasFailedAgain(state, unseenSeconds);
}

function decideSchedule(session: ImportSession, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
  if (session.state !== "Scheduled") return undefined;
  if (!goals.scheduledTimestamp) {
    return {
      kind: "refuse",
      reason:
        `is Scheduled for ${session.scheduledTimestamp ?? "an unknown time"} and scheduledTimestamp is gone from the program: the array has no ` +
        `"start now". Set scheduledTimestamp to a time soon, or put the former value back.`,
    };
  }
  if (isSameInstant(session.scheduledTimestamp, goals.scheduledTimestamp)) return undefined;
  // An array that keeps another time than it accepted would be sent the same for ever.
  return run.accepted.includes("reschedule") ? otherTime(session) : { kind: "act", action: "reschedule" };
}

function otherTime(session: ImportSession): AdvanceStep {
  const shown = session.scheduledTimestamp ?? "a time that it does not show";
  const warning = `is Scheduled for ${shown}: the array accepted the new scheduledTimestamp and keeps this one.`;
  return { kind: "finish", warnings: [warning] };
}

function decidePause(session: ImportSession, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
  if (!goals.paused) return session.state === "Paused" ? { kind: "act", action: "resume" } : undefined;
  if (session.state === "Copy_In_Progress") return { kind: "act", action: "pause" };
  if (session.state === "Paused") return { kind: "finish" };
  const order = stateRow(session.state).order;
  if (order === undefined) return undefined;
  if (isPastCopy(session.state)) {
    return { kind: "finish", warnings: [`is ${session.state}: the copy is done and nothing is left to pause.`] };
  }
  if (goals.waitFor !== "None" && effectiveVerdict(session, goals, run) === "pending") return undefined;
  return {
    kind: "finish",
    warnings: [`is ${session.state} and cannot be paused yet: it will copy until the next "pulumi up" pauses it.`],
  };
}

/** The gates exist for Agentless only, but for the cut-over; a Non_Disruptive session passes the others by itself (1a). */
function gateOf(session: ImportSession, goals: Goals) {
  const gate = gates[session.state];
  if (!gate) return undefined;
  return gate.action === "cutover" || goals.type === "Agentless" ? gate : undefined;
}

function decideGate(session: ImportSession, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
  const gate = gateOf(session, goals);
  // Two gates in one run would let hosts write to both arrays (design.md 4, "Advancing").
  const passedOne = run.accepted.some((action) => isGateAction(action));
  if (!gate || passedOne || goals.advanceTo !== gate.next) return undefined;
  return { kind: "act", action: gate.action };
}

/** Whether the next step may pass a gate of an agentless session, which moves hosts from one array to the other. */
export function movesHosts(session: ImportSession, goals: Pick<Goals, "type" | "advanceTo">): boolean {
  const isAgentless = session.type === "Agentless" || goals.type === "Agentless";
  return isAgentless && goals.advanceTo !== undefined && gates[session.state]?.next === goals.advanceTo;
}

const isGateAction = (action: AdvanceAction): action is GateAction =>
  action === "enable_destination_volume" || action === "start_copy" || action === "cutover";

function isLater(target: AdvanceTarget | undefined, than: AdvanceTarget): boolean {
  return target !== undefined && advanceTargets.indexOf(target) > advanceTargets.indexOf(than);
}

/** The table's verdict, with what this session's inputs add: gates it passes alone, and a cut-over that is to be seen through. */
function effectiveVerdict(session: ImportSession, goals: Goals, run: AdvanceRun): Verdict {
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
function reasonToStop(session: ImportSession, goals: Goals): string {
  const gate = gateOf(session, goals);
  return gate && session.state !== "Import_Cutover_Incomplete"
    ? gateAhead(session, gate, goals)
    : deadEndReason(session, goals);
}

function decideWait(session: ImportSession, goals: Goals, run: AdvanceRun): AdvanceStep {
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
  switch (effectiveVerdict(session, goals, run)) {
    case "pending":
      return waitIn(session, run);
    case "reached":
      return { kind: "finish", warnings: [...gateWarnings(session, goals), ...completionWarnings(session)] };
    case "deadEnd":
      return { kind: "fail", reason: reasonToStop(session, goals) };
  }
}

function waitIn(session: ImportSession, run: AdvanceRun): AdvanceStep {
  const isMoment = waitsInQueue(session) && !isLongInQueue(session, run);
  return { kind: "wait", pollSeconds: isMoment ? MOMENT_POLL_SECONDS : pollSecondsIn(session.state) };
}

/**
 * What has to happen before the gate at which a run ends, and which value passes it: for a gate that the inputs meant to be behind already, and
 * for each gate of an agentless session, whose hosts are moved by hand.
 */
function gateWarnings(session: ImportSession, goals: Goals): string[] {
  const gate = gateOf(session, goals);
  if (!gate) return [];
  if (isLater(goals.advanceTo, gate.next)) return [gateAhead(session, gate, goals)];
  const isPassedByHand = goals.type === "Agentless" && !(gate.action === "cutover" && goals.automaticCutover);
  return isPassedByHand ? [gateAhead(session, gate, { type: goals.type })] : [];
}

function completionWarnings(session: ImportSession): string[] {
  if (session.state === "Import_Completed_With_Errors") return [deadEndReasonOfErrors(session)];
  return [];
}

function deadEndReasonOfErrors(session: ImportSession): string {
  return `is Import_Completed_With_Errors: some members failed and were cancelled by the array${arrayError(session)}.`;
}
