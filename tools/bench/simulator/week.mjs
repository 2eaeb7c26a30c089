import { startChild } from "./child.mjs";
import { weekLine } from "./goals.mjs";

/**
 * How long a week of 1,000 sessions takes on the simulated clock.
 * @param {AbortSignal} signal
 * @returns {Promise<import("./report.mjs").Line[]>}
 */
export async function benchWeek(signal) {
  const child = await startChild("weekProcess.mjs", {}, signal);
  try {
    return [weekLine(child.ready)];
  } finally {
    await child.stop();
  }
}
