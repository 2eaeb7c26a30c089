import type { Window } from "../../../../provider/lifecycle/windows/inputs";

/**
 * Windows as one would work them out by hand: every minute of a span, one after the other, asking the zone's clocks and the five fields of cron
 * anew. Shares nothing with what it is compared with.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, { readonly format: Intl.DateTimeFormat; readonly read: Map<number, number> }>();

const formatIn = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });

/** What clocks show, to the minute, written as if it were UTC. */
function clockIn(zone: string, moment: number): number {
  const clock = formats.get(zone) ?? { format: formatIn(zone), read: new Map<number, number>() };
  formats.set(zone, clock);
  const known = clock.read.get(moment);
  if (known !== undefined) return known;
  const numbers = clock.format.format(moment).match(/\d+/g) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbers.map(Number);
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  clock.read.set(moment, shown);
  return shown;
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
  return (local) => {
    const date = new Date(local);
    return (
      fieldHas(minute, date.getUTCMinutes()) &&
      fieldHas(hour, date.getUTCHours()) &&
      fieldHas(month, date.getUTCMonth() + 1, monthNames) &&
      dayMatches(dayOfMonth, dayOfWeek, local)
    );
  };
}

function millisecondsOf(duration: string): number {
  const units: Record<string, number> = { d: DAY, h: 60 * MINUTE, m: MINUTE };
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
