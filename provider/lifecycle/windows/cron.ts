import { DAY } from "./duration";
import { NotMeantError } from "./notMeant";

/** When a schedule opens, by local clocks: on which days, and at which minutes of each of them. */
export type Cron = {
  /** @param day local days since 1970 */
  opensOn(day: number): boolean;
  /** Minutes since midnight, ascending. */
  readonly minutes: readonly number[];
};

type Field = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** Whether 0 is also 7: a range may end on a Sunday. */
  readonly wraps?: true;
};

const fields = {
  minute: { name: "minute", from: 0, to: 59 },
  hour: { name: "hour", from: 0, to: 23 },
  dayOfMonth: { name: "day of month", from: 1, to: 31 },
  month: { name: "month", from: 1, to: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  dayOfWeek: { name: "day of week", from: 0, to: 7, names: "SUN MON TUE WED THU FRI SAT".split(" "), wraps: true },
} as const satisfies Record<string, Field>;

/**
 * Five fields as crontab has them: `*`, values, ranges, steps of these, lists, names of months and days; besides `L` for the last day of a
 * month, `SAT#3` for its third Saturday and `SAT#L` for its last.
 */
export function parseCron(text: string): Cron {
  const given = text.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = given;
  if (given.length !== 5) throw new NotMeantError(notFive(given));
  if (dayOfMonth !== "*" && dayOfWeek !== "*") throw new NotMeantError(BOTH_DAYS);
  const hours = valuesOf(fields.hour, hour);
  const minutes = valuesOf(fields.minute, minute);
  const months = new Set(valuesOf(fields.month, month));
  const isDay = dayOfWeek === "*" ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek);
  const cron: Cron = {
    opensOn(day) {
      const date = new Date(day * DAY);
      return months.has(date.getUTCMonth() + 1) && isDay(date);
    },
    minutes: hours.flatMap((each) => minutes.map((minute) => each * 60 + minute)),
  };
  if (!opensEver(cron)) throw new NotMeantError(`names a day that never comes: ${dayOfMonth} in month ${month}`);
  return cron;
}

const notFive = (given: readonly string[]) =>
  `has ${given.length === 1 ? "one field" : `${given.length} fields`}; must be a cron expression of five, minute hour day-of-month month day-of-week, such as "0 22 * * MON-FRI", ` +
  "or a local date and time for one opening, such as 2026-12-31T22:00";

// Some programs take the two as either and some as both, and for */2 yet others: a cut-over on the wrong night is too dear for a guess.
const BOTH_DAYS =
  "names days of the month and days of the week, which cron takes as either of them: give one window for each, or SAT#1 for the first Saturday of a month";

/** Days of the week fall on the same dates, leap days too, after 28 years (until 2099). */
export const CYCLE_DAYS = 28 * 365 + 7;
const SOME_DAY = Date.UTC(2024, 0, 1) / DAY;

function opensEver({ opensOn }: Cron): boolean {
  for (let day = SOME_DAY; day < SOME_DAY + CYCLE_DAYS; day++) if (opensOn(day)) return true;
  return false;
}

function daysOfMonth(text: string): (date: Date) => boolean {
  const items = text.split(",");
  const values = new Set(items.flatMap((item) => (item === "L" ? [] : itemValues(fields.dayOfMonth, item))));
  const last = items.includes("L");
  return (date) => values.has(date.getUTCDate()) || (last && isAmongLast(1, date));
}

function daysOfWeek(text: string): (date: Date) => boolean {
  const tests = text.split(",").map((item) => {
    const [days = "", ...which] = item.split("#");
    const values = new Set(itemValues(fields.dayOfWeek, days));
    const isWhich = which.length === 0 ? () => true : placeInMonth(item, which.join("#"));
    return (date: Date) => values.has(date.getUTCDay()) && isWhich(date);
  });
  return (date) => tests.some((test) => test(date));
}

function placeInMonth(item: string, which: string): (date: Date) => boolean {
  if (which === "L") return (date) => isAmongLast(7, date);
  if (!/^[1-5]$/.test(which)) throw new NotMeantError(`day of week ${item}: behind # comes 1 to 5, or L for the last`);
  return (date) => Math.ceil(date.getUTCDate() / 7) === Number(which);
}

/** Of a month. */
function isAmongLast(days: number, date: Date): boolean {
  return new Date(date.getTime() + days * DAY).getUTCMonth() !== date.getUTCMonth();
}

function valuesOf(field: Field, text: string): readonly number[] {
  const values = new Set(text.split(",").flatMap((item) => itemValues(field, item)));
  return [...values].sort((one, other) => one - other);
}

function itemValues(field: Field, item: string): number[] {
  const parts = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  if (!parts) throw new NotMeantError(`${field.name} ${item}: cannot be read; ${allowed(field)}`);
  const [, all, first = "", last, step] = parts;
  if (step !== undefined && !all && last === undefined)
    throw new NotMeantError(
      `${field.name} ${item}: a step needs * or a range before it, such as ${first}-${field.to}/${step}`,
    );
  const from = all ? field.from : numberOf(field, first);
  const to = all ? (field.wraps ? 6 : field.to) : rangeEnd(field, from, last);
  if (from > to)
    throw new NotMeantError(
      `${field.name} ${item}: a range must not go backwards; give two, ${first}-${field.to},${field.from}-${last}`,
    );
  const by = Number(step ?? 1);
  if (by < 1 || by > to - from + 1)
    throw new NotMeantError(`${field.name} ${item}: a step must be 1 to ${to - from + 1}`);
  const values = Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, place) => from + place * by);
  return field.wraps ? values.map((value) => value % 7) : values;
}

function rangeEnd(field: Field, from: number, last: string | undefined): number {
  if (last === undefined) return from;
  const to = numberOf(field, last);
  return field.wraps && to === 0 && from > 0 ? 7 : to;
}

function numberOf(field: Field, text: string): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + field.from;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.from && value <= field.to) return value;
  throw new NotMeantError(`${field.name} ${text}: ${allowed(field)}`);
}

const allowed = ({ name, from, to, names }: Field) =>
  `a ${name} is ${from} to ${to}${names ? `, or ${names[0]} to ${names.at(-1)}` : ""}`;
