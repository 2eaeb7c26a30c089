/** Totals in words. Pure. */
import { bytesText, countText, durationText, minuteText, rateText } from "../text/units";
import type { Totals } from "./totals";

const parts = ["done", "running", "queued", "held", "failed", "cancelled"] as const satisfies readonly (keyof Totals)[];

/** `12 imports: 3 done, 9 running`. */
export function countsText(totals: Totals): string {
  const counts = parts.filter((name) => totals[name] > 0).map((name) => `${totals[name]} ${name}`);
  return `${countText(totals.sessions, "import")}: ${counts.join(", ") || "none"}`;
}

/** `1.50 TB of 4.00 TB copied, 104 MB/s, 2 h 3 min left (until 2026-12-01 00:33 UTC)`; undefined where there is nothing to copy. */
export function bytesLeftText(totals: Totals): string | undefined {
  const { copiedBytes, totalBytes, unknownSizes, bytesPerSecond, secondsLeft, estimatedEnd } = totals;
  if (totalBytes === 0 && unknownSizes === 0) return undefined;
  const unknown = unknownSizes === 0 ? "" : ` (without ${unknownSizes} whose size is not known)`;
  const isAll = totalBytes > 0 && copiedBytes === totalBytes;
  const copied = isAll
    ? `all ${bytesText(totalBytes)} copied`
    : `${bytesText(copiedBytes)} of ${bytesText(totalBytes)} copied`;
  const atLeast = unknownSizes === 0 ? "" : "at least ";
  return [
    totalBytes === 0 ? `${countText(unknownSizes, "size")} not known yet` : copied + unknown,
    bytesPerSecond !== undefined && rateText(bytesPerSecond),
    secondsLeft !== undefined && `${atLeast}${durationText(secondsLeft)} left`,
    estimatedEnd !== undefined && `until ${minuteText(estimatedEnd)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

export const totalsText = (totals: Totals): string =>
  [countsText(totals), bytesLeftText(totals)].filter((text) => text !== undefined).join("; ");
