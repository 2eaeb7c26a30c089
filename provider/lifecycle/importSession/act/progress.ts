import type { PowerStore } from "../../../powerstore/api/contract";
import type { OperationContext, RunSettings } from "../../operation/handler";
import type { ObservedSession } from "../decide/observedSession";
import { stateAndProgress } from "../decide/texts";

const STEP_PERCENT = 5;
const STEP_SECONDS = 60;

/**
 * Reports a session's progress on change only: another state, another place in the queue, 5 %, or a minute. Where there is no terminal, states only: each
 * report is a line for ever [ENGINE messages].
 * @param arrayClock what the array expects to be done when is on its own clock
 */
export function reportProgress(
  { report, clock, settings: { quiet = false } }: Reporting,
  arrayClock: PowerStore["arrayClock"],
): (session: Progressing) => void {
  let last: { state: string; percent: number; place: number | undefined; at: number } | undefined;
  return (session) => {
    const percent = session.progressPercentage ?? 0;
    const at = clock.monotonic();
    const isFurther =
      last &&
      (session.placeInQueue !== last.place ||
        Math.abs(percent - last.percent) >= STEP_PERCENT ||
        at - last.at >= STEP_SECONDS * 1000);
    const isNews = !last || last.state !== session.state || (isFurther && !quiet);
    if (!isNews) return;
    last = { state: session.state, percent, place: session.placeInQueue, at };
    report.progress(progressText(session, clock.now() + (arrayClock.secondsAhead() ?? 0) * 1000));
  };
}

type Reporting = Pick<OperationContext, "report" | "clock"> & { readonly settings: Pick<RunSettings, "quiet"> };

/** What of a session is reported. */
type Progressing = Omit<ObservedSession, "ownState" | "members">;

const queueText = (place: number | undefined) =>
  `${place === undefined ? "" : `place ${place} in the queue, `}starts by itself when an import before it makes room`;

/**
 * `Copy_In_Progress (63 %), 104.9 MB/s, about 22 min left`.
 * @param now milliseconds since 1970 on the array's clock
 */
export function progressText(session: Progressing, now: number): string {
  const parts = [stateAndProgress(session)];
  if (session.state === "Queued") parts.push(queueText(session.placeInQueue));
  if (session.state === "Scheduled" && session.scheduledTimestamp) parts.push(`for ${session.scheduledTimestamp}`);
  if (session.currentTransferRate) parts.push(`${(session.currentTransferRate / 1e6).toFixed(1)} MB/s`);
  if (session.estimatedCompletionTimestamp && session.state === "Copy_In_Progress") {
    const minutes = Math.ceil((Date.parse(session.estimatedCompletionTimestamp) - now) / 60_000);
    if (minutes > 0) parts.push(`about ${minutes} min left`);
  }
  return parts.join(", ");
}
