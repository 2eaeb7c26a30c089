/** When a watch has seen what it was to wait for. Pure. */
import { isKnownState, isPastCopy } from "../../provider/lifecycle/importSession/decide/states";
import { standingExit } from "../fleet/exitCode";
import type { Fleet } from "../fleet/observeFleet";
import { type ExitCode, exitCodes } from "../process/exits";
import type { SessionView } from "../sessions/sessionView";
import { withoutMembers } from "../sessions/totals";

export type Goal = "Ready_For_Cutover" | "done" | "attention";

/**
 * The exit code with which the watch ends; undefined: it goes on. `done` (0) where the goal is reached; for `attention` that is the code of somebody who has to
 * act. That code as well where nothing goes on by itself any more, and the goal is not reached.
 */
export function verdictOf(fleet: Pick<Fleet, "sessions" | "absent" | "elsewhere">, goal: Goal): ExitCode | undefined {
  const standing = standingExit(fleet);
  if (standing === exitCodes.done || standing === exitCodes.error) return standing;
  if (goal === "attention") return standing === exitCodes.attention ? standing : undefined;
  const sessions = withoutMembers(fleet.sessions);
  const isReached = fleet.absent.length === 0 && sessions.every(goal === "done" ? isOver : isReady);
  if (isReached) return exitCodes.done;
  const goesOn = sessions.some(({ standing }) => ["running", "waiting", "held"].includes(standing));
  return goesOn || standing !== exitCodes.attention ? undefined : exitCodes.attention;
}

const isOver = ({ standing }: SessionView) => standing === "completed" || standing === "ended";

/** Its copy is done, or there is nothing more to copy. */
function isReady(session: SessionView): boolean {
  return isOver(session) || (isKnownState(session.state) && isPastCopy(session.state));
}
