import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import { fromTimestamp, type Instant, toTimestamp } from "../records/instants";
import type { Session } from "../records/session";

export type Schedule = Pick<Session, "starts_at" | "scheduled_timestamp">;

/** The instant of a `scheduled_timestamp`; throws an ApiError where it is none. */
function parseSchedule(timestamp: string): Instant {
  const instant = fromTimestamp(timestamp);
  if (instant === undefined) throw refusalErr("scheduleInvalid", timestamp);
  return instant;
}

export function scheduleAt(startsAt: Instant): Schedule {
  return { starts_at: startsAt, scheduled_timestamp: toTimestamp(startsAt) };
}

/** A schedule in the past [unknown, 1a] counts as "start now". */
export function initialSchedule({ now }: ArrayState, timestamp: string | null): Schedule & Pick<Session, "state"> {
  if (timestamp === null) return { state: "Queued", starts_at: null, scheduled_timestamp: null };
  const schedule = scheduleAt(parseSchedule(timestamp));
  return { state: (schedule.starts_at ?? now) > now ? "Scheduled" : "Queued", ...schedule };
}

/** A new schedule in the past [unknown] counts as "start now", as at creation; undefined where a change has none. */
export function changedSchedule(timestamp: unknown): Schedule | undefined {
  return typeof timestamp === "string" ? scheduleAt(parseSchedule(timestamp)) : undefined;
}
