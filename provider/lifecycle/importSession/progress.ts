import type { Clock } from "../../clock";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import type { Report } from "../handler";
import { stateAndProgress } from "./texts";

const STEP_PERCENT = 5;
const STEP_SECONDS = 60;

/**
 * Reports a session's progress on change only: another state, 5 %, or a minute.
 * @param quiet report states only: where there is no terminal, each report is a line for ever (pulumi-observed.md 8).
 */
export function reportProgress(report: Report, clock: Clock, quiet: boolean): (session: ImportSession) => void {
  let last: { state: string; percent: number; at: number } | undefined;
  return (session) => {
    const percent = session.progressPercentage ?? 0;
    const now = clock.now();
    const isFurther =
      last && (Math.abs(percent - last.percent) >= STEP_PERCENT || now - last.at >= STEP_SECONDS * 1000);
    const isNews = !last || last.state !== session.state || (isFurther && !quiet);
    if (!isNews) return;
    last = { state: session.state, percent, at: now };
    report.progress(progressText(session, now));
  };
}

/** `Copy_In_Progress (63 %), 104.9 MB/s, about 22 min left`. */
export function progressText(session: ImportSession, now: number): string {
  const parts = [stateAndProgress(session)];
  if (session.state === "Queued") parts.push("starts by itself when an import before it makes room");
  if (session.state === "Scheduled" && session.scheduledTimestamp) parts.push(`for ${session.scheduledTimestamp}`);
  if (session.currentTransferRate) parts.push(`${(session.currentTransferRate / 1e6).toFixed(1)} MB/s`);
  if (session.estimatedCompletionTimestamp && session.state === "Copy_In_Progress") {
    const minutes = Math.ceil((Date.parse(session.estimatedCompletionTimestamp) - now) / 60_000);
    if (minutes > 0) parts.push(`about ${minutes} min left`);
  }
  return parts.join(", ");
}
