import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import type { Fleet } from "./observeFleet";
import { needsSomebody } from "./standing";

/** How the migration stands, for scripts. Pure. */
export function standingExit({ sessions, absent }: Pick<Fleet, "sessions" | "absent">): ExitCode {
  if (sessions.some(({ standing }) => needsSomebody(standing))) return exitCodes.attention;
  if (absent.some(({ state }) => state !== NOT_STARTED)) return exitCodes.attention;
  const isOver = sessions.every(({ standing }) => standing === "completed" || standing === "ended");
  return isOver && absent.length === 0 ? exitCodes.done : exitCodes.underWay;
}

/** An array that did not answer may hold the one session that needs somebody. */
export function fleetExit(fleet: Pick<Fleet, "arrays" | "sessions" | "absent">): ExitCode {
  const codes = fleet.arrays.flatMap(({ failure }) => failure?.exitCode ?? []);
  if (codes.includes(exitCodes.login)) return exitCodes.login;
  return codes[0] ?? standingExit(fleet);
}
