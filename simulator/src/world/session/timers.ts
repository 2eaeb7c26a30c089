/** When something happens to a session by itself: the end of its state, of its copy, of its schedule. */
import type { ArrayState } from "../array/arrayState";
import { speedOfEach } from "../array/options";
import { refusalErr } from "../array/refusals";
import { copyEvent, startMeter, stopMeter } from "../records/copyMeter";
import { fromTimestamp, type Instant, LAST_INSTANT, toMilliseconds, toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import type { SessionState } from "../records/states";
import { isGroup } from "./group";
import { isCutOff } from "./sessionSource";

/** Starts the timer of the session's state, if the state ends by itself, anew. */
export function setTimer(array: ArrayState, session: Session): void {
  const at = timerOf(array, session);
  if (at === null) array.agenda.stop("import_session", session.id);
  // An instant in the past (a schedule, a fault below the present percentage) is due now.
  else {
    const due = Math.min(LAST_INSTANT, Math.max(at, array.now));
    array.agenda.set({ at: due, collection: "import_session", id: session.id });
  }
}

/** Whether the session's state ends by itself. */
export function isTimed(array: ArrayState, session: Session): boolean {
  return timerOf(array, session) !== null;
}

/** States whose end a group leaves to its members. */
const endingMemberStates: ReadonlySet<SessionState> = new Set<SessionState>([
  "In_Progress",
  "Cutover_In_Progress",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
]);

/** States of members that their group ends. */
const endingGroupStates: ReadonlySet<SessionState> = new Set<SessionState>(["Scheduled", "Ready_For_Cutover"]);

function timerOf(array: ArrayState, session: Session): Instant | null {
  const others = session.parent_session_id === null ? endingMemberStates : endingGroupStates;
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
      if (array.space !== "free" || isCutOff(array, session)) return now;
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

/** Lets those that copy find out now what has befallen them: all, or those from one source. */
export function retimeCopies(array: ArrayState, remoteSystemId?: string): void {
  for (const id of array.copying) {
    const session = requireCopying(array, id);
    if (remoteSystemId === undefined || session.remote_system_id === remoteSystemId) setTimer(array, session);
  }
}

function requireCopying({ tables }: ArrayState, id: string): Session {
  const session = tables.import_session.get(id);
  if (session === undefined) throw new Error(`session ${id} copies and is not there`);
  return session;
}

/** Lets all copies go on at the speed that each of them has now, if it is another one: there are more or fewer than before. */
export function shareBandwidth(array: ArrayState): void {
  const speed = speedOfEach(array.settings, array.copying.size);
  if (speed === array.copySpeed) return;
  const former = array.copySpeed;
  array.copySpeed = speed;
  for (const id of array.copying) {
    const session = requireCopying(array, id);
    const copy = startMeter(stopMeter(session.copy, array.now, former), array.now);
    const shared: Session = { ...session, copy };
    array.tables.import_session.put(shared);
    setTimer(array, shared);
  }
}

export type Schedule = Pick<Session, "starts_at" | "scheduled_timestamp">;

/** "Expressed in UTC" [API scheduled_timestamp]. */
const utc = /(Z|[+-]00:?00)$/i;

/** The instant of a `scheduled_timestamp`; throws an ApiError where it is none. */
function parseSchedule({ settings }: ArrayState, timestamp: string): Instant {
  const instant = fromTimestamp(timestamp);
  if (instant === undefined) throw refusalErr("scheduleInvalid", timestamp);
  if (settings.scheduleZones === "utc" && !utc.test(timestamp)) throw refusalErr("scheduleElsewhere", timestamp);
  return instant;
}

export function scheduleAt(startsAt: Instant): Schedule {
  return { starts_at: startsAt, scheduled_timestamp: toTimestamp(startsAt) };
}

/** A schedule in the past [U, ARRAY transitions] counts as "start now". */
export function initialSchedule(array: ArrayState, timestamp: string | null): Schedule & Pick<Session, "state"> {
  if (timestamp === null) return { state: "Queued", starts_at: null, scheduled_timestamp: null };
  const { now } = array;
  const schedule = scheduleAt(parseSchedule(array, timestamp));
  return { state: (schedule.starts_at ?? now) > now ? "Scheduled" : "Queued", ...schedule };
}

/** A new schedule in the past [U] counts as "start now", as at creation; undefined where a change has none. */
export function changedSchedule(array: ArrayState, timestamp: unknown): Schedule | undefined {
  return typeof timestamp === "string" ? scheduleAt(parseSchedule(array, timestamp)) : undefined;
}
