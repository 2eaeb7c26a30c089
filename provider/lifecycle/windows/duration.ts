import { NotMeantError } from "./notMeant";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const LONGEST = 7 * DAY;

const pattern = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?$/;

/** Milliseconds of `90m`, `8h`, `1d` or `1h30m`. Elapsed time: `1d` is 24 hours on the day of a clock change, too. */
export function parseDuration(text: string): number {
  const [whole, days = 0, hours = 0, minutes = 0] = pattern.exec(text) ?? [];
  if (!whole) throw new NotMeantError("must be days, hours and minutes, such as 90m, 8h, 1h30m or 1d");
  const duration = Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE;
  if (duration === 0)
    throw new NotMeantError("must be longer than nothing: a window that closes as it opens is never open");
  if (duration > LONGEST) throw new NotMeantError("must be at most 7d: leave the windows out for what is always open");
  return duration;
}
