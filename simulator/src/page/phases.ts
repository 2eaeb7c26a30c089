/** The 21 states of a session in five groups, by what an administrator has to do about them. */
import type { Row } from "../api/contract";
import type { SessionState } from "../world";

export type Phase = "running" | "waiting" | "ready" | "trouble" | "done";

/** In the order in which the page shows them. */
export const phases = {
  running: "Running",
  ready: "Ready for you",
  waiting: "Waiting",
  trouble: "Trouble",
  done: "Done",
} as const satisfies Record<Phase, string>;

const phaseByState = {
  Scheduled: "waiting",
  Queued: "waiting",
  In_Progress: "running",
  Mirror_Enabled: "ready",
  Ready_To_Start_Copy: "ready",
  Copy_In_Progress: "running",
  Paused: "ready",
  Ready_For_Cutover: "ready",
  Cutover_In_Progress: "running",
  Import_Completed: "done",
  Import_Completed_With_Errors: "trouble",
  Import_Cutover_Incomplete: "trouble",
  Cancelled: "done",
  Failed: "trouble",
  Cancel_Required: "trouble",
  Cancel_Failed: "trouble",
  Cancel_In_Progress: "running",
  Cleanup_In_Progress: "running",
  Cleanup_Required: "trouble",
  Cleanup_Failed: "trouble",
  Invalid: "trouble",
} as const satisfies Record<SessionState, Phase>;

export function phaseOf(session: Row): Phase {
  return phaseByState[session.state as SessionState];
}

export function isPhase(text: string | null): text is Phase {
  return text !== null && Object.hasOwn(phases, text);
}

/** How many sessions are in each phase. */
export function countPhases(sessions: readonly Row[]): Readonly<Record<Phase, number>> {
  const counts = { running: 0, ready: 0, waiting: 0, trouble: 0, done: 0 };
  for (const session of sessions) counts[phaseOf(session)] += 1;
  return counts;
}
