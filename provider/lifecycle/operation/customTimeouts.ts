import type { Report } from "./handler";

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
