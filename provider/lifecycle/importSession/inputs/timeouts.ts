import type { WaitGoal } from "./inputs";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (design.md 4, "Waiting"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;

/** `90 s`, `10 min`, `24 h`: for messages. */
export function inWords(seconds: number): string {
  if (seconds >= HOUR && seconds % HOUR === 0) return `${seconds / HOUR} h`;
  if (seconds >= MINUTE && seconds % MINUTE === 0) return `${seconds / MINUTE} min`;
  return `${Math.round(seconds * 10) / 10} s`;
}
