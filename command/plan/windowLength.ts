import { parseDuration } from "../../provider/lifecycle/windows/duration";
import { NotMeantError } from "../../provider/lifecycle/windows/notMeant";
import { UsageError } from "../process/exits";
import { rateOf, wholeNumberOf } from "../process/quantities";
import type { PlanOptions } from "./options";

export type Limits = { readonly windowSeconds: number; readonly bytesPerSecond: number; readonly maxPerWave?: number };

/**
 * What the options ask for; undefined without `--plan`.
 * @throws UsageError for options that do not go together.
 */
export function limitsOf({ plan, rate, maxPerWave }: PlanOptions): Limits | undefined {
  if (plan === undefined) {
    if (rate !== undefined || maxPerWave !== undefined)
      throw new UsageError("--rate and --max-per-wave say how to split what --plan asks for: give --plan, too");
    return undefined;
  }
  if (rate === undefined)
    throw new UsageError("--plan: say by --rate how fast all copies of an array go together, such as 200MB/s");
  return {
    windowSeconds: windowSecondsOf(plan),
    bytesPerSecond: rateOf(rate, "--rate"),
    ...(maxPerWave !== undefined && { maxPerWave: wholeNumberOf(maxPerWave, "--max-per-wave", MOST_PER_WAVE) }),
  };
}

/** More than any array imports at all. */
const MOST_PER_WAVE = 1_000_000;

function windowSecondsOf(text: string): number {
  try {
    return parseDuration(text) / 1000;
  } catch (error) {
    if (!(error instanceof NotMeantError)) throw error;
    throw new UsageError(`--plan: the length of a window ${error.message}`);
  }
}
