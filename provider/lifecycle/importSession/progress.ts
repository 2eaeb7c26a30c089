import type { Clock } from "../../clock";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import type { Report } from "../handler";
import { stateAndProgress } from "./texts";

const STEP_PERCENT = 5;
const STEP_SECONDS = 60;

/** Reports a session's progress on change only: another state, 5 %, or a minute: in CI each report is a line (pulumi.md 6). */
export function reportProgress(report: Report, clock: Clock): (session: ImportSession) => void {
  let last: { state: string; percent: number; at: number } | undefined;
  return (session) => {
    const percent = session.progressPercentage ?? 0;
    const now = clock.now();
    const isNews =
      !last ||
      last.state !== session.state ||
      Math.abs(percent - last.percent) >= STEP_PERCENT ||
      now - last.at >= STEP_SECONDS * 1000;
    if (!isNews) return;
    last = { state: session.state, percent, at: now };
    report.progress(progressText(session, now));
  };
}

/** `Copy_In_Progress (63 %), 104.9 MB/s, about 22 min left`. */
export function progressText(session: ImportSession, now: number): string {
  const parts = [stateAndProgress(session)];
  if (session.currentTransferRate) parts.push(`${(session.currentTransferRate / 1e6).toFixed(1)} MB/s`);
  if (session.estimatedCompletionTimestamp && session.state === "Copy_In_Progress") {
    const minutes = Math.ceil((Date.parse(session.estimatedCompletionTimestamp) - now) / 60_000);
    if (minutes > 0) parts.push(`about ${minutes} min left`);
  }
  return parts.join(", ");
}
