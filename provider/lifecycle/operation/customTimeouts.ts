/** How long an operation may take, in seconds and in words. */

import type { CallOptions } from "../../powerstore/http/contract";
import type { OperationContext, Report } from "./handler";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update of a small object may take where `customTimeouts` says nothing. */
export const DEFAULT_SETTLE_SECONDS = 600;

/**
 * `customTimeouts` of a resource for one operation. 0 means none, as for the engine, which enforces nothing and lets negative ones pass: they
 * count as none, too, and are said to, for with them nobody would wait at all.
 * @param seconds as the surface has them; undefined where none are set
 */
export function customTimeout(
  seconds: number | undefined,
  report: Pick<Report, "warning">,
): { readonly timeoutSeconds?: number } {
  if (seconds !== undefined && Number.isFinite(seconds) && seconds > 0) return { timeoutSeconds: seconds };
  if (seconds !== undefined && seconds !== 0) {
    report.warning(`customTimeouts: ${seconds} s is no time to wait for anything; the default counts.`);
  }
  return {};
}

/** `90 s`, `10 min`, `24 h`: for messages. */
export function inWords(seconds: number): string {
  if (seconds >= HOUR && seconds % HOUR === 0) return `${seconds / HOUR} h`;
  if (seconds >= MINUTE && seconds % MINUTE === 0) return `${seconds / MINUTE} min`;
  return `${Math.round(seconds * 10) / 10} s`;
}

/** For a change: its job, if the array makes one of it, is waited for as long as the operation may take; the request itself is heard out. */
export function changeOptions(context: OperationContext, deadline: number): CallOptions {
  const timeoutSeconds = Math.max(0, (deadline - context.clock.monotonic()) / 1000);
  return { job: { signal: context.signal, timeoutSeconds, progress: (text) => context.report.progress(text) } };
}
