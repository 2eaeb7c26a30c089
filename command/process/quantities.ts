/** Quantities as options give them. A text that is none is a UsageError that begins with the option's name. */
import { UsageError } from "./exits";

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The least and the most that is allowed, as a text of the same form. */
type Range = { readonly least?: string; readonly most?: string };

/** Seconds of `90s`, `30m`, `2h` or `1h30m`. */
export function secondsOf(text: string, option: string, { least, most }: Range = {}): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
  const isMeant = parts.length > 0 && parts.map(([part]) => part).join("") === text;
  const seconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS],
    0,
  );
  if (!isMeant || seconds <= 0) throw new UsageError(`${option}: "${text}" is no time such as 90s, 30m, 2h or 1h30m`);
  if (least !== undefined && seconds < secondsOf(least, option))
    throw new UsageError(`${option}: "${text}" is too short: ${least} at least`);
  if (most !== undefined && seconds > secondsOf(most, option))
    throw new UsageError(`${option}: "${text}" is too long: ${most} at most`);
  return seconds;
}

const decimal: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const binary: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Bytes per second of `200MB/s` or `1.5GiB/s`. */
export function rateOf(text: string, option: string): number {
  const [, amount, unit = "", isBinary] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B(?:\/s|ps)$/i.exec(text.trim()) ?? [];
  const rate = Number(amount) * ((isBinary ? binary : decimal)[unit.toUpperCase()] ?? 0);
  if (rate >= 1 && Number.isFinite(rate)) return rate;
  throw new UsageError(`${option}: must be bytes per second, such as 200MB/s or 1GiB/s, not ${text}`);
}

export function wholeNumberOf(text: string, option: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UsageError(`${option}: must be a whole number from 1 to ${most}, not ${text}`);
}
