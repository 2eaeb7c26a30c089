/** Figures for people: three digits are enough. */

const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB", "PB", "EB"] as const;

/** `1.50 TB`: decimal units, as the array's own pages count rates. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** `104 MB/s`. */
export const rateText = (bytesPerSecond: number): string => `${bytesText(bytesPerSecond)}/s`;

const TIME_UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** `1 h 2 min`: the two largest units. What is over is `0 s`. */
export function durationText(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  if (rest >= 60) rest = Math.round(rest / 60) * 60;
  const parts = TIME_UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}

export const percentText = (percent: number): string => `${Math.floor(percent)} %`;

/** `2026-12-01 00:33 UTC`, whatever zone an ISO 8601 text is in. What is no time stays what it is. */
export function minuteText(time: string): string {
  const moment = new Date(time);
  return Number.isNaN(moment.getTime()) ? time : `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `1 import`, `2 imports`. */
export const countText = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
