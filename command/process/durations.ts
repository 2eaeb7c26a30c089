import { UsageError } from "./exits";

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Seconds of `90s`, `30m`, `2h` or `1h30m`.
 * @throws UsageError that begins with the option's name
 */
export function secondsOf(text: string, option: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
  const isMeant = parts.length > 0 && parts.map(([part]) => part).join("") === text;
  const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS], 0);
  if (!isMeant || seconds <= 0) throw new UsageError(`${option}: "${text}" is no time such as 90s, 30m, 2h or 1h30m`);
  return seconds;
}
