import { DAY } from "./duration";
import { NotMeantError } from "./notMeant";

/** Clocks of a time zone. A moment is milliseconds since 1970 in UTC, `local` what the zone's clocks show, written as if it were UTC. */
export type Zone = {
  readonly name: string;
  localAt(moment: number): number;
  /** The moment at which clocks show this: the first of two, and the end of the gap for what they skip. */
  momentOf(local: number): number;
  /** By how much clocks are ahead of UTC on a day, counted since 1970, and on its neighbours; undefined near a clock change. */
  steadyOffset(day: number): number | undefined;
};

/** Clocks near a day: they are ahead of UTC by `before`, and from `change` on by `after`. */
type Clocks = { readonly before: number; readonly after: number; readonly change: number };

const zones = new Map<string, Zone>();

/** @throws NotMeantError where there is no such zone */
export function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? makeZone(name);
  zones.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone {
  const format = formatOf(name);
  const offsetAt = (moment: number) => readClock(format, moment) - moment;
  const offsetAtMidnight = remembered((day) => offsetAt(day * DAY));
  // Midnights of UTC, with a day to spare on both sides: no zone is more than 26 hours ahead of another, and none changes its clocks twice within three days.
  const clocksOn = remembered((day): Clocks => {
    const [before, after] = [offsetAtMidnight(day - 1), offsetAtMidnight(day + 2)];
    const change = before === after ? Number.POSITIVE_INFINITY : changeBetween(offsetAt, day - 1, day + 2);
    return { before, after, change };
  });
  return {
    name,
    localAt(moment) {
      const { before, after, change } = clocksOn(Math.floor(moment / DAY));
      return moment + (moment < change ? before : after);
    },
    momentOf(local) {
      const { before, after, change } = clocksOn(Math.floor(local / DAY));
      return local - before < change ? local - before : Math.max(change, local - after);
    },
    steadyOffset(day) {
      const { before, change } = clocksOn(day);
      return change === Number.POSITIVE_INFINITY ? before : undefined;
    },
  };
}

function remembered<Value>(make: (day: number) => Value): (day: number) => Value {
  const values = new Map<number, Value>();
  return (day) => {
    const value = values.get(day) ?? make(day);
    values.set(day, value);
    return value;
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  // Newer Node takes an offset, too; it knows no clock changes, and an older one refuses it.
  if (/^[+-]/.test(name)) throw new NotMeantError(UNKNOWN_ZONE);
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new NotMeantError(UNKNOWN_ZONE);
  }
}

const UNKNOWN_ZONE = "must be a time zone by its IANA name, such as Europe/Berlin or UTC";

function readClock(format: Intl.DateTimeFormat, moment: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(moment)) shown[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first second at which clocks are ahead of UTC by what they are on the later day. */
function changeBetween(offsetAt: (moment: number) => number, early: number, late: number): number {
  const after = offsetAt(late * DAY);
  let [before, behind] = [(early * DAY) / 1000, (late * DAY) / 1000];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (offsetAt(middle * 1000) === after) behind = middle;
    else before = middle;
  }
  return behind * 1000;
}
