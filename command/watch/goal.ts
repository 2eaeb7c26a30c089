/** When a watch has seen what it was to wait for. Pure. */
import { isKnownState, isPastCopy } from "../../provider/lifecycle/importSession/decide/states";
import { type CountedState, countedStates } from "../fleet/counted";
import { hasUnknown, type Standing, standingExit } from "../fleet/exitCode";
import type { Fleet } from "../fleet/observeFleet";
import { type ExitCode, exitCodes } from "../process/exits";
import { withoutMembers } from "../sessions/totals";

export type Goal = "Ready_For_Cutover" | "done" | "attention";

/**
 * The exit code with which the watch ends; undefined: it goes on. `done` (0) where the goal is reached; for `attention` that is the code of somebody who has to
 * act. That code as well where nothing that has not reached the goal goes on by itself any more.
 */
export function verdictOf(fleet: Standing & Pick<Fleet, "cleared">, goal: Goal): ExitCode | undefined {
  const standing = standingExit(fleet);
  const sessions = withoutMembers(fleet.sessions);
  const isLost = goal === "Ready_For_Cutover" && sessions.some(({ standing }) => standing === "ended");
  if (standing === exitCodes.error) return standing;
  if (standing === exitCodes.done && isOfNone(fleet, goal)) return undefined;
  if (standing === exitCodes.done) return isLost ? exitCodes.attention : standing;
  if (goal === "attention") return standing === exitCodes.attention ? standing : undefined;
  const behind = [...sessions, ...countedStates(fleet.secret)].filter(goal === "done" ? isNotOver : isNotReady);
  const waits = fleet.absent.length > 0;
  if (behind.length === 0 && !waits) return hasUnknown(fleet) ? exitCodes.error : exitCodes.done;
  const goesOn = behind.some(({ standing }) => ["running", "waiting", "held"].includes(standing));
  return goesOn || (standing !== exitCodes.attention && (waits || !isLost)) ? undefined : exitCodes.attention;
}

/** Of none nobody knows that they are ready: they may be yet to come. */
export const isOfNone = (
  { sessions, absent, cleared = [], secret = [] }: Parameters<typeof verdictOf>[0],
  goal: Goal | undefined,
): boolean => goal === "Ready_For_Cutover" && sessions.length + absent.length + cleared.length + secret.length === 0;

const isNotOver = ({ standing }: CountedState) => standing !== "completed" && standing !== "ended";

/** Ready is whose copy is done, unless somebody has to mend it; what was cancelled, or is gone and was not completed, has none. */
const isNotReady = ({ state, standing }: CountedState): boolean =>
  standing === "attention" || standing === "ended" || !isKnownState(state) || !isPastCopy(state);
