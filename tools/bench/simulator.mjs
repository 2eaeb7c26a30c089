import { describeLine } from "./simulator/report.mjs";
import { benchSize } from "./simulator/size.mjs";
import { benchSoak } from "./simulator/soak.mjs";
import { benchThroughput } from "./simulator/throughput.mjs";
import { benchWeek } from "./simulator/week.mjs";

/** @typedef {import("./simulator/report.mjs").Line} Line */

/**
 * `npm run bench -- simulator [--full]`: ratios and limits, each measured in this one run.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code: 1 if a goal is missed
 */
export async function benchSimulator(args, signal) {
  const say = (/** @type {Line} */ line) => console.log(describeLine(line));
  const lines = await measureSimulator({ isFull: args.includes("--full"), signal, say });
  return lines.every(({ isMet }) => isMet) ? 0 : 1;
}

/**
 * @param {{ isFull: boolean, signal: AbortSignal, say: (line: Line) => void }} task `say` hears of each as it comes
 */
export async function measureSimulator({ isFull, signal, say }) {
  /** @type {Line[]} */
  const lines = [];
  for (const bench of [benchThroughput, benchSize, benchWeek, benchSoak]) {
    const measured = await bench(signal, { isFull });
    measured.forEach(say);
    lines.push(...measured);
  }
  return lines;
}
