/** Sums on a wave's row: when they have changed, and not more often than somebody can read. */

import type { OperationContext, RunSettings } from "../../operation/handler";

const SUM_SECONDS = 1;
/** Where nobody watches, each is a line for ever. */
const QUIET_SUM_SECONDS = 60;

type Sums = (text: () => string, isLast?: boolean) => void;
type Summing = Pick<OperationContext, "report" | "clock"> & { readonly settings: Pick<RunSettings, "quiet"> };

/** @param since when the one before was said, on the monotonic clock of the context; absent: the first is said at once. */
export function sumsOn({ report, clock, settings }: Summing, since?: number): Sums {
  const seconds = settings.quiet ? QUIET_SUM_SECONDS : SUM_SECONDS;
  let at = since;
  let last: string | undefined;
  return (text, isLast = false) => {
    const now = clock.monotonic();
    if (!isLast && at !== undefined && now - at < seconds * 1000) return;
    at = now;
    const sum = text();
    if (sum !== last) report.progress(sum);
    last = sum;
  };
}
