import type { ArrayState } from "../array/arrayState";
import { copyEvent } from "../records/copyMeter";
import { type Instant, lastInstant, toMilliseconds } from "../records/instants";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { isGroup } from "./group";

/** Starts the timer of the session's state, if the state ends by itself, anew. */
export function setTimer(array: ArrayState, session: Session): void {
  const at = timerOf(array, session);
  if (at === null) array.agenda.stop("import_session", session.id);
  // An instant in the past (a schedule, a fault below the present percentage) is due now.
  else {
    const due = Math.min(lastInstant, Math.max(at, array.now));
    array.agenda.set({ at: due, collection: "import_session", id: session.id });
  }
}

/** Whether the session's state ends by itself. */
export function isTimed(array: ArrayState, session: Session): boolean {
  return timerOf(array, session) !== null;
}

/** States whose end a group leaves to its members. */
const MEMBERS_END: ReadonlySet<SessionState> = new Set<SessionState>([
  "In_Progress",
  "Cutover_In_Progress",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
]);

/** States of members that their group ends. */
const GROUP_ENDS: ReadonlySet<SessionState> = new Set<SessionState>(["Scheduled", "Ready_For_Cutover"]);

function timerOf(array: ArrayState, session: Session): Instant | null {
  const others = session.parent_session_id === null ? MEMBERS_END : GROUP_ENDS;
  if (others.has(session.state) && (session.parent_session_id !== null || isGroup(array, session))) return null;
  const { now, settings } = array;
  switch (session.state) {
    case "Scheduled":
      return session.starts_at;
    case "Queued":
      return (session.waits_until ?? now) > now ? (session.waits_until ?? null) : null;
    case "In_Progress":
      return now + toMilliseconds(settings.setUpSeconds);
    case "Copy_In_Progress":
      if (array.space !== "free") return now;
      return copyEvent(session.copy, session.copy.running_since ?? now, array.copySpeed).at;
    case "Ready_For_Cutover":
      return session.automatic_cutover ? now : null;
    case "Cutover_In_Progress":
      return now + toMilliseconds(settings.cutoverSeconds);
    case "Cancel_In_Progress":
      return now + toMilliseconds(settings.cancelSeconds);
    case "Cleanup_In_Progress":
      return now + toMilliseconds(settings.cleanupSeconds);
    default:
      return null;
  }
}
