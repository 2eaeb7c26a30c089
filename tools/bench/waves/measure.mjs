import { playTurns } from "../turns.mjs";
import { projectOf } from "./programs.mjs";
import { keepResults } from "./results.mjs";
import { playRound } from "./rounds.mjs";

/** @typedef {import("./options.mjs").Contestant} Contestant */

/**
 * Measures what the options ask for, and keeps it after each step. The wave and its baselines take turns, so that a slow minute of the machine
 * meets them all.
 * @param {object} task
 * @param {import("./options.mjs").WaveOptions} task.options
 * @param {import("./results.mjs").Results} task.results grow
 * @param {import("../../engine/contract.js").Engine} task.engine
 * @param {string} task.noopFolder where the plugin that does nothing is
 * @param {AbortSignal} task.signal
 * @param {(line: string) => void} task.say
 */
export async function measure({ options, results, engine, noopFolder, signal, say }) {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 60_000;
  const tell = (/** @type {string} */ line) => say(`${elapsed().toFixed(1).padStart(5)} min  ${line}`);
  const { latency } = options;
  const play = async (
    /** @type {import("./options.mjs").Case} */ { count, rounds, contestants },
    /** @type {number} */ round,
  ) => {
    for (const contestant of contestants) {
      tell(`round ${round} of ${rounds}: ${contestant}, N = ${count}`);
      const project = projectOf(contestant, results.language, noopFolder);
      const measurements = await playRound(contestant, { engine, project, count, latency, signal });
      seriesOf(results, contestant, count).rounds.push(measurements);
      results.minutes = Math.round(elapsed() * 10) / 10;
      keepResults(results);
    }
  };
  const leaveOut = (/** @type {string} */ reason) => {
    results.leftOut.push(reason);
    tell(`left out: ${reason}`);
  };
  if (!options.withSeparate) leaveOut("the separate resources (--without-separate)");
  await playTurns({ cases: options.cases, minutes: options.minutes, elapsed, play, leaveOut });
}

/**
 * @param {import("./results.mjs").Results} results
 * @param {Contestant} contestant
 * @param {number} count
 */
function seriesOf(results, contestant, count) {
  const known = results.series.find((one) => one.contestant === contestant && one.count === count);
  if (known) return known;
  const series = { contestant, count, rounds: [] };
  results.series.push(series);
  return series;
}
