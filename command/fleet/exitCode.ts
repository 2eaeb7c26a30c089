import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { missingExit } from "../arrays/missing";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import { needsSomebody } from "../sessions/standing";
import { countedStates } from "./counted";
import type { Fleet } from "./observeFleet";

/** What the code goes by, beside whether all have answered. */
export type Standing = Pick<Fleet, "sessions" | "absent" | "elsewhere" | "secret">;

/** How the migration stands, for scripts. Pure. */
export function standingExit({ sessions, absent, elsewhere, secret }: Standing): ExitCode {
  if (sessions.some(({ standing }) => needsSomebody(standing))) return exitCodes.attention;
  if (absent.some(({ state }) => state !== NOT_STARTED)) return exitCodes.attention;
  const counted = countedStates(secret);
  if (counted.some(({ standing }) => needsSomebody(standing))) return exitCodes.attention;
  const isOver = [...sessions, ...counted].every(({ standing }) => standing === "completed" || standing === "ended");
  if (!isOver || absent.length > 0) return exitCodes.underWay;
  return hasUnknown({ elsewhere, secret }) ? exitCodes.error : exitCodes.done;
}

/** Of those that nobody has asked about, and whose sessions nobody can tell or has counted, it is not known that they are done. */
export const hasUnknown = ({ elsewhere, secret = [] }: Pick<Standing, "elsewhere" | "secret">): boolean =>
  elsewhere.length > 0 || secret.some(({ states }) => states === undefined);

/** An array that did not answer may hold the one session that needs somebody. */
export function fleetExit(fleet: Standing & Pick<Fleet, "arrays">): ExitCode {
  return missingExit(fleet.arrays) ?? standingExit(fleet);
}
