import { type Cron, parseCron } from "./cron";
import { DAY, MINUTE } from "./duration";
import { NotMeantError } from "./notMeant";
import { HORIZON, type Timetable } from "./timetable";
import type { Zone } from "./zone";

/** When a window opens: a local date and time once, or a cron expression again and again. */
export type Schedule = { readonly once: number } | Cron;

export function parseSchedule(text: string): Schedule {
  return /^\d{4,}-/.test(text.trim()) ? { once: parseLocal(text.trim()) } : parseCron(text);
}

function parseLocal(text: string): number {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?$/.exec(text);
  if (!parts) {
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
    throw new NotMeantError(
      `must be a local date and time such as 2026-12-31T22:00${zoned ? ", without a zone: that is timeZone's" : ""}`,
    );
  }
  const spelt = `${parts[1]}${parts[2] ?? ":00"}`;
  const local = Date.parse(`${spelt}Z`);
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(spelt))
    throw new NotMeantError("is a date and time that no calendar has");
  return local;
}

/** A window's times alone: what its list says of them is not its own. */
export function timetableOf(schedule: Schedule, duration: number, zone: Zone): Timetable {
  if ("once" in schedule) return onceFrom(zone.momentOf(schedule.once), duration);
  const stretchesOn = stretchesByDay(schedule, duration, zone);
  return (moment) => {
    const today = Math.floor(zone.localAt(moment) / DAY);
    let end: number | undefined;
    // A day more at the beginning for the longest of days: the one of a clock change.
    for (let day = today - Math.ceil(duration / DAY) - 1; day - today <= HORIZON / DAY; day++) {
      for (const { from, until } of stretchesOn(day)) {
        if (end === undefined && from > moment) return { open: false, until: from };
        if (end !== undefined && from > end) return { open: true, until: end };
        if (until > moment) end = Math.max(until, end ?? until);
      }
    }
    return { open: end !== undefined, until: Number.POSITIVE_INFINITY };
  };
}

function onceFrom(from: number, duration: number): Timetable {
  const until = from + duration;
  return (moment) => {
    if (moment < from) return { open: false, until: from };
    return moment < until ? { open: true, until } : { open: false, until: Number.POSITIVE_INFINITY };
  };
}

type Stretch = { readonly from: number; readonly until: number };

/** The stretches that begin on a local day, in order. Their minutes are the same on all days but those of clock changes. */
function stretchesByDay({ opensOn, minutes }: Cron, duration: number, zone: Zone): (day: number) => readonly Stretch[] {
  const sinceMidnight = merged(
    minutes.map((minute) => minute * MINUTE),
    duration,
  );
  return (day) => {
    if (!opensOn(day)) return [];
    const offset = zone.steadyOffset(day);
    const midnight = day * DAY;
    if (offset === undefined) {
      return merged(
        minutes.map((minute) => zone.momentOf(midnight + minute * MINUTE)),
        duration,
      );
    }
    const start = midnight - offset;
    return sinceMidnight.map(({ from, until }) => ({ from: start + from, until: start + until }));
  };
}

/** @param openings ascending */
function merged(openings: readonly number[], duration: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const from of openings) {
    const last = stretches.at(-1);
    if (last && from <= last.until) stretches[stretches.length - 1] = { from: last.from, until: from + duration };
    else stretches.push({ from, until: from + duration });
  }
  return stretches;
}
