import { figureOf, ratioOf } from "../provider/statistics.mjs";

/** @typedef {import("../provider/statistics.mjs").Figure} Figure */
/** @typedef {Exclude<import("./options.mjs").Contestant, "wave">} Baseline */

/**
 * @typedef {object} Row one scenario of one contestant and size
 * @property {import("./options.mjs").Contestant} contestant
 * @property {number} count
 * @property {import("./rounds.mjs").Scenario} scenario
 * @property {number} rounds
 * @property {Figure} seconds
 * @property {Partial<Record<Baseline, { seconds: number, ratio: Figure | undefined }>>} against of the wave: medians of its baselines, and the ratios to them
 * @property {number} requests the most of all rounds
 * @property {number} reads of sessions, among them
 * @property {number} [cpuSeconds] medians, from here on; Linux only
 * @property {number} [memoryBytes]
 * @property {number} [stateBytes] per import
 */

const baselines = /** @type {const} */ (["map", "separate", "sessions"]);

/**
 * @param {readonly import("./results.mjs").Series[]} series
 * @returns {Row[]}
 */
export function toRows(series) {
  return series.flatMap(({ contestant, count, rounds }) => {
    const scenarios = (rounds[0] ?? []).map(({ scenario }) => scenario);
    return scenarios.map((scenario, index) => {
      const values = rounds.flatMap((round) => round[index] ?? []);
      const middle = (/** @type {"cpuSeconds" | "memoryBytes" | "stateBytes"} */ key) =>
        figureOf(values.map((value) => value[key]))?.median;
      const seconds = values.map((value) => value.seconds);
      const against = contestant === "wave" ? compare(series, { count, index, seconds }) : {};
      return {
        ...{ contestant, count, scenario, rounds: values.length, against },
        seconds: figureOf(seconds) ?? { median: Number.NaN, least: Number.NaN, most: Number.NaN },
        requests: Math.max(...values.map(({ requests }) => requests)),
        reads: Math.max(...values.map(({ reads }) => reads)),
        ...{ cpuSeconds: middle("cpuSeconds"), memoryBytes: middle("memoryBytes"), stateBytes: middle("stateBytes") },
      };
    });
  });
}

/**
 * @param {readonly import("./results.mjs").Series[]} series
 * @param {{ count: number, index: number, seconds: readonly number[] }} wave
 * @returns {Row["against"]}
 */
function compare(series, { count, index, seconds }) {
  /** @type {Row["against"]} */
  const against = {};
  for (const baseline of baselines) {
    const other = series.find((one) => one.contestant === baseline && one.count === count);
    const base = other?.rounds.map((round) => round[index]?.seconds) ?? [];
    const figure = figureOf(base);
    if (figure) against[baseline] = { seconds: figure.median, ratio: ratioOf(seconds, base) };
  }
  return against;
}
