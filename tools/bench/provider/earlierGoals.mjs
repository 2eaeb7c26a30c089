import * as limits from "./limits.mjs";
import { atMost, bounded } from "./verdicts.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./verdicts.mjs").Goal} Goal */

/**
 * What an earlier build, measured in the same run, sets as the measure.
 * @param {readonly Row[]} rows
 * @returns {Goal[]} none without such a build
 */
export function earlierGoals(rows) {
  return [...rows.flatMap(cpuGoals), ...["dynamic", "plugin"].flatMap((surface) => memoryGoals(rows, surface))];
}

/** @param {Row} row */
function cpuGoals({ surface, scenario, count, latency, earlier }) {
  const isCase = count === limits.WALL_TIME_COUNT && latency === limits.WALL_TIME_LATENCY;
  if (!earlier || !isCase || !["create", "destroy"].includes(scenario)) return [];
  return bounded(`CPU: ${surface}, ${scenario}, N = ${count}`, earlier.ratio, limits.EARLIER_CPU, {
    baseline: `${earlier.cpuSeconds?.toFixed(2)} s (${earlier.build})`,
    format: (value) => value.toFixed(2),
  });
}

/**
 * @param {readonly Row[]} rows
 * @param {string} surface
 */
function memoryGoals(rows, surface) {
  const build = rows.find((row) => row.surface === surface && row.build !== undefined)?.build;
  if (build === undefined) return [];
  const of = (/** @type {string | undefined} */ which) =>
    rows.filter((row) => row.surface === surface && row.build === which && row.latency > 0);
  const [own, before] = [growth(of(undefined)), growth(of(build))];
  return atMost(
    `MB more for N = 1000 than ${build}: ${surface}`,
    Math.round(own - before),
    limits.EARLIER_MEMORY_BYTES / 1e6,
    { baseline: `${before.toFixed(0)} MB (${build})` },
  );
}

/** @param {readonly Row[]} rows of one provider. @returns NaN where a size was not measured */
function growth(rows) {
  const memory = (/** @type {number} */ count) =>
    Math.max(...rows.filter((row) => row.count === count).map(({ memoryBytes = Number.NaN }) => memoryBytes)) / 1e6;
  return memory(1000) - memory(1);
}
