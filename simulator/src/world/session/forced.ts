import type { ArrayState } from "../array/arrayState";
import { type CopyMeter, emptyMeter, fillMeter, stopMeter } from "../records/copyMeter";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { scheduleAt } from "./timers";

const dayInMilliseconds = 24 * 60 * 60 * 1000;

/** A session that somebody forces into a state, with the schedule that the state needs. */
export function withSchedule(array: ArrayState, session: Session, state: SessionState): Session {
  if (state !== "Scheduled" || (session.starts_at !== null && session.starts_at > array.now)) return session;
  return { ...session, ...scheduleAt(array.now + dayInMilliseconds) };
}

/** How much is copied in a state that somebody forced. */
export function copyFor(array: ArrayState, session: Session, state: SessionState): CopyMeter {
  const copy = stopMeter(session.copy, array.now, array.copySpeed);
  if (state === "Copy_In_Progress" || state === "Paused") {
    return copy.copied_bytes === copy.total_bytes ? emptyMeter(copy) : copy;
  }
  const isThrough = state === "Ready_For_Cutover" || state === "Cutover_In_Progress" || state === "Import_Completed";
  return isThrough ? fillMeter(copy) : copy;
}
