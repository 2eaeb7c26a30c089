import type { Window } from "../../../../provider/lifecycle/windows/inputs";

/**
 * Windows as one would work them out by hand: every minute of a span, one after the other, asking the zone's clocks and the five fields of cron
 * anew. Shares nothing with what it is compared with.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const QUARTER = 15 * MINUTE;

/** The clocks of a zone, read at the ends of quarters of an hour. */
type Clocks = { readonly format: Intl.DateTimeFormat; readonly quarters: Map<number, number | undefined> };
const zones = new Map<string, Clocks>();

const formatIn = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });

/**
 * What clocks show, to the minute, written as if it were UTC. Where the first and the last minute of a quarter of an hour are 14 minutes apart, those
 * between are read off them: to ask for each of a million minutes takes the test ten times as long.
 */
function clockIn(zone: string, moment: number): number {
  const clocks: Clocks = zones.get(zone) ?? { format: formatIn(zone), quarters: new Map() };
  zones.set(zone, clocks);
  const quarter = Math.floor(moment / QUARTER) * QUARTER;
  if (!clocks.quarters.has(quarter)) {
    const [first, last] = [readClock(clocks.format, quarter), readClock(clocks.format, quarter + QUARTER - MINUTE)];
    clocks.quarters.set(quarter, last - first === QUARTER - MINUTE ? first : undefined);
  }
  const first = clocks.quarters.get(quarter);
  return first === undefined ? readClock(clocks.format, moment) : first + moment - quarter;
}

function readClock(format: Intl.DateTimeFormat, moment: number): number {
  const numbers = format.format(moment).match(/\d+/g) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbers.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

const monthNames = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
// A Sunday is 7, as it is 0: ranges may end on it.
const dayNames = ["", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

function fieldHas(field: string, value: number, names: readonly string[] = []): boolean {
  const number = (text: string) => (names.includes(text) ? names.indexOf(text) : Number(text));
  return field.split(",").some((item) => {
    const [range = "", step = "1"] = item.split("/");
    const [low = "", high = low] = range.split("-");
    const first = range === "*" ? (names === monthNames ? 1 : 0) : number(low);
    const last = range === "*" ? 99 : number(high);
    return value >= first && value <= last && (value - first) % Number(step) === 0;
  });
}

function dayMatches(dayOfMonth: string, dayOfWeek: string, local: number): boolean {
  const date = new Date(local);
  const nextMonth = (days: number) => new Date(local + days * DAY).getUTCMonth() !== date.getUTCMonth();
  if (dayOfWeek !== "*") {
    return dayOfWeek.split(",").some((item) => {
      const [days = "", place] = item.split("#");
      const isDay = fieldHas(days, date.getUTCDay(), dayNames) || fieldHas(days, date.getUTCDay() + 7, dayNames);
      if (place === undefined || !isDay) return isDay;
      return place === "L" ? nextMonth(7) : Math.floor((date.getUTCDate() - 1) / 7) + 1 === Number(place);
    });
  }
  return dayOfMonth.split(",").some((item) => {
    if (item === "L") return nextMonth(1);
    // A step from 1, for days have no 0.
    return fieldHas(item.replace("*", "1-31"), date.getUTCDate());
  });
}

/** Whether a window opens when clocks show this. */
function openingOf(schedule: string): (local: number) => boolean {
  if (/^\d{4}-/.test(schedule)) return (local) => Date.parse(`${schedule}:00Z`) === local;
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = schedule.split(" ");
  const isMinute = once((shown) => fieldHas(minute, shown));
  const isHour = once((shown) => fieldHas(hour, shown));
  const isDay = once((start) => {
    return fieldHas(month, new Date(start).getUTCMonth() + 1, monthNames) && dayMatches(dayOfMonth, dayOfWeek, start);
  });
  return (local) =>
    isMinute((local / MINUTE) % 60) && isHour(Math.floor(local / HOUR) % 24) && isDay(Math.floor(local / DAY) * DAY);
}

/** Asks once for each value. */
function once(ask: (value: number) => boolean): (value: number) => boolean {
  const answers = new Map<number, boolean>();
  return (value) => {
    const answer = answers.get(value) ?? ask(value);
    answers.set(value, answer);
    return answer;
  };
}

function millisecondsOf(duration: string): number {
  const units: Record<string, number> = { d: DAY, h: HOUR, m: MINUTE };
  return [...duration.matchAll(/(\d+)([dhm])/g)].reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (units[unit] ?? Number.NaN),
    0,
  );
}

/** For each minute from `from` on, whether windows are open. */
export function minuteByMinute(windows: readonly Window[], zone: string, from: number, minutes: number): boolean[] {
  const allowed = windows
    .filter(({ kind }) => kind !== "deny")
    .map((window) => openMinutes(window, zone, from, minutes));
  const denied = windows
    .filter(({ kind }) => kind === "deny")
    .map((window) => openMinutes(window, zone, from, minutes));
  return Array.from({ length: minutes }, (_, place) => {
    const may = allowed.length === 0 || allowed.some((open) => open[place]);
    return may && !denied.some((open) => open[place]);
  });
}

function openMinutes(window: Window, defaultZone: string, from: number, minutes: number): boolean[] {
  const zone = window.timeZone ?? defaultZone;
  const length = millisecondsOf(window.duration);
  const opensAt = openingOf(window.schedule);
  const open = new Array<boolean>(minutes).fill(false);
  // Clocks are followed minute by minute: what they go over without showing it counts as shown at that minute, what they show again does not.
  let shown = clockIn(zone, from - length - 3 * DAY);
  for (let moment = from - length - 3 * DAY + MINUTE; moment < from + minutes * MINUTE; moment += MINUTE) {
    const local = clockIn(zone, moment);
    let opens = false;
    for (let each = shown + MINUTE; each <= local; each += MINUTE) opens ||= opensAt(each);
    shown = Math.max(shown, local);
    if (!opens) continue;
    const first = Math.max(0, (moment - from) / MINUTE);
    open.fill(true, first, Math.max(first, (moment + length - from) / MINUTE));
  }
  return open;
}
