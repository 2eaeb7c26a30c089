import type { WaitGoal } from "./inputs";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (design.md 4, "Waiting"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;
