import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { missingExit } from "../arrays/missing";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import { needsSomebody } from "../sessions/standing";
import type { Fleet } from "./observeFleet";

/** How the migration stands, for scripts. Pure. */
export function standingExit({
  sessions,
  absent,
  elsewhere,
}: Pick<Fleet, "sessions" | "absent" | "elsewhere">): ExitCode {
  if (sessions.some(({ standing }) => needsSomebody(standing))) return exitCodes.attention;
  if (absent.some(({ state }) => state !== NOT_STARTED)) return exitCodes.attention;
  const isOver = sessions.every(({ standing }) => standing === "completed" || standing === "ended");
  if (!isOver || absent.length > 0) return exitCodes.underWay;
  // Of those that nobody has asked about it is not known that they are done.
  return elsewhere.length > 0 ? exitCodes.error : exitCodes.done;
}

/** An array that did not answer may hold the one session that needs somebody. */
export function fleetExit(fleet: Pick<Fleet, "arrays" | "sessions" | "absent" | "elsewhere">): ExitCode {
  return missingExit(fleet.arrays) ?? standingExit(fleet);
}
