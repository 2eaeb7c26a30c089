import { isSameInstant } from "../inputs/schedule";
import type { AdvanceAction, AdvanceRun, AdvanceStep, Advancing } from "./decideWait";
import { decideWait, effectiveVerdict, gateOf, waitIn } from "./decideWait";
import type { Goals } from "./goals";
import type { Hold } from "./holds";
import { heldText } from "./holds";
import { PAUSED_AT_GATE } from "./keptAtGate";
import { besideQueue, isLongInQueue } from "./queueing";
import type { GateAction } from "./states";
import { gates, hasFailedAgain, isPastCopy, SHOWN_WITHIN_SECONDS, stateRow, stateTable } from "./states";
import { pastStartReason } from "./texts";

/** The next step of create and update for what was observed: schedule first, then pause or resume, then gates, then waiting. */
export function decideAdvance(session: Advancing, goals: Goals, run: AdvanceRun): AdvanceStep {
  if (run.unseen && !hasEndedWhereItBegan(session, run)) {
    // A new time is recorded as the array shows it, also by a run that waits for nothing.
    return goals.waitFor === "None" && run.unseen !== "reschedule" ? { kind: "finish" } : waitIn(session, run);
  }
  return (
    decideSchedule(session, goals, run) ??
    decidePause(session, goals, run) ??
    decideGate(session, goals, run) ??
    decideWait(session, goals, run)
  );
}

/** An array that rounds a new time to the old one shows nothing new either. */
function hasEndedWhereItBegan({ state }: Advancing, { unseen, unseenSeconds = 0 }: AdvanceRun): boolean {
  return unseen === "reschedule" ? unseenSeconds >= SHOWN_WITHIN_SECONDS : hasFailedAgain(state, unseenSeconds);
}

function decideSchedule(session: Advancing, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
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
  if (run.accepted.includes("reschedule")) return otherTime(session);
  return goals.isPastStart
    ? { kind: "refuse", reason: pastStartReason(session, goals) }
    : { kind: "act", action: "reschedule" };
}

function otherTime(session: Advancing): AdvanceStep {
  const shown = session.scheduledTimestamp ?? "a time that it does not show";
  const warning = `is Scheduled for ${shown}: the array accepted the new scheduledTimestamp and keeps this one.`;
  return { kind: "finish", warnings: [warning] };
}

function decidePause(session: Advancing, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
  if (goals.paused === undefined) return session.state === "Paused" ? leftPaused : undefined;
  const heldAt = goals.held?.copy && decideHeldCopy(session, goals, goals.held.copy);
  if (heldAt) return heldAt;
  const beside = besideQueue(session);
  if (!goals.paused) return [session.state, beside].includes("Paused") ? { kind: "act", action: "resume" } : undefined;
  if (session.state === "Copy_In_Progress") return { kind: "act", action: "pause" };
  if (session.state === "Paused") return { kind: "finish" };
  if (beside && (goals.waitFor === "None" || isLongInQueue(session, run))) return pauseBeside(session, beside);
  const order = stateRow(session.state).order;
  if (order === undefined || (goals.held?.copy && (order < QUEUED || gateOf(session, goals)))) return undefined;
  if (isPastCopy(session.state)) {
    const blocked = gateOf(session, goals)?.next === goals.advanceTo && goals.advanceTo ? `; ${PAUSED_AT_GATE}.` : ".";
    return {
      kind: "finish",
      warnings: [`is ${session.state}: the copy is done and nothing is left to pause${blocked}`],
    };
  }
  if (goals.waitFor !== "None" && effectiveVerdict(session, goals, run) === "pending") return undefined;
  if (gateOf(session, goals)) return { kind: "finish", warnings: [`waits at ${session.state}; ${PAUSED_AT_GATE}.`] };
  return {
    kind: "finish",
    warnings: [`is ${session.state} and cannot be paused yet: it will copy until the next "pulumi up" pauses it.`],
  };
}

const QUEUED = stateTable.Queued.order;

/** Outside of its copy windows: nothing is paused that does not copy yet, and nothing is told to begin. */
function decideHeldCopy(session: Advancing, goals: Goals, hold: Hold): AdvanceStep | undefined {
  if (session.state === "Paused") return { kind: "finish", warnings: [`is Paused; ${heldText(hold)}`] };
  const isAtGate = gateOf(session, goals)?.next === goals.advanceTo && goals.advanceTo !== undefined;
  return isAtGate ? { kind: "finish", warnings: [`waits at ${session.state}; ${heldText(hold)}`] } : undefined;
}

/** A part of a group waits for its turn, which may take as long as a copy: the rest is not to copy for so long. */
function pauseBeside({ members = [] }: Advancing, beside: "Copy_In_Progress" | "Paused"): AdvanceStep {
  if (beside === "Copy_In_Progress") return { kind: "act", action: "pause" };
  const waiting = members.filter(({ state }) => state === "Queued").length;
  const warning = `is paused but for ${waiting} of its ${members.length} members in the queue: what leaves the queue will copy until the next "pulumi up" pauses it.`;
  return { kind: "finish", warnings: [warning] };
}

const leftPaused: AdvanceStep = {
  kind: "finish",
  warnings: [
    `is Paused on the array. Its option ignoreChanges leaves that to whoever is there, so nothing else is done until somebody resumes it.`,
  ],
};

function decideGate(session: Advancing, goals: Goals, run: AdvanceRun): AdvanceStep | undefined {
  const gate = gateOf(session, goals);
  // Two gates in one run would let hosts write to both arrays (docs/lifecycle.md, "Gates").
  const passedOne = run.accepted.some((action) => isGateAction(action));
  if (!gate || passedOne || goals.advanceTo !== gate.next) return undefined;
  if (goals.held?.gate)
    return { kind: "finish", warnings: [`waits at ${session.state}; ${heldText(goals.held.gate)}`] };
  return { kind: "act", action: gate.action };
}

/** Whether the next step may pass a gate of an agentless session, which moves hosts from one array to the other. */
export function movesHosts(session: Advancing, goals: Pick<Goals, "type" | "advanceTo">): boolean {
  const isAgentless = session.type === "Agentless" || goals.type === "Agentless";
  return isAgentless && goals.advanceTo !== undefined && gates[session.state]?.next === goals.advanceTo;
}

const isGateAction = (action: AdvanceAction): action is GateAction =>
  action === "enable_destination_volume" || action === "start_copy" || action === "cutover";
