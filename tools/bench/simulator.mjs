import { describeLine } from "./simulator/report.mjs";
import { benchSize } from "./simulator/size.mjs";
import { benchSoak } from "./simulator/soak.mjs";
import { benchThroughput } from "./simulator/throughput.mjs";
import { benchWeek } from "./simulator/week.mjs";

/**
 * `npm run bench -- simulator [--full]`: ratios and limits, each measured in this one run.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code: 1 if a goal is missed
 */
export async function benchSimulator(args, signal) {
  const isFull = args.includes("--full");
  let missed = 0;
  for (const bench of [benchThroughput, benchSize, benchWeek, benchSoak]) {
    for (const line of await bench(signal, { isFull })) {
      console.log(describeLine(line));
      if (!line.isMet) missed += 1;
    }
  }
  return missed === 0 ? 0 : 1;
}
