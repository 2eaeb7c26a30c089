import { terraformRequests } from "./limits.mjs";
import { figureOf, ratioOf } from "./statistics.mjs";

/** @typedef {import("./statistics.mjs").Figure} Figure */

/**
 * All rounds of one provider and size.
 * @typedef {Identity & { rounds: import("./rounds.mjs").Measurement[][] }} Series
 * @typedef {{ surface: import("./programs.mjs").Surface, build?: string, count: number, latency: number, skipCheckpoints?: boolean }} Identity `build`: the
 * commit, where it is not the present state
 */

/**
 * @typedef {Identity & Measured} Row one scenario of one provider and size, beside its baselines
 */

/**
 * @typedef {object} Measured
 * @property {import("./rounds.mjs").Scenario} scenario
 * @property {number} rounds
 * @property {Figure} seconds
 * @property {number} [noopSeconds] median of the provider that does nothing
 * @property {Figure} [ratio] against it
 * @property {{ seconds: number | undefined, ratio: Figure | undefined }} [besidePlugin] median of the plugin that does nothing, and this one against it
 * @property {number} requests medians, from here on
 * @property {number} reads of sessions, among the requests
 * @property {number} logins
 * @property {number} [terraformRequests]
 * @property {number} [cpuSeconds]
 * @property {{ build: string, cpuSeconds: number | undefined, ratio: Figure | undefined }} [earlier] CPU of an earlier build in the same run, and of this one
 *   against it
 * @property {number} [memoryBytes]
 * @property {number} [stateBytes]
 */

/**
 * @param {readonly Series[]} series
 * @returns {Row[]}
 */
export function toRows(series) {
  return series.flatMap((own) => {
    const { rounds, ...identity } = own;
    const { surface, count } = identity;
    const baseline = (/** @type {"noop" | "noopPlugin"} */ name) =>
      series.find((other) => isSameCase(other, own) && other.surface === name && other !== own);
    const [noop, noopPlugin] = [baseline("noop"), surface === "plugin" ? baseline("noopPlugin") : undefined];
    const earlier = own.build === undefined && series.find((other) => isSameCase(other, own) && isEarlier(other, own));
    const scenarios = (rounds[0] ?? []).map(({ scenario }) => scenario);
    return scenarios.map((scenario, index) => {
      const values = rounds.flatMap((round) => round[index] ?? []);
      const [base = [], pluginBase] = [noop, noopPlugin].map((one) =>
        one?.rounds.map((round) => round[index]?.seconds),
      );
      const of = (/** @type {"requests" | "reads" | "logins" | "cpuSeconds" | "memoryBytes" | "stateBytes"} */ key) =>
        figureOf(values.map((value) => value[key]))?.median;
      const earlierCpu = earlier ? earlier.rounds.map((round) => round[index]?.cpuSeconds) : [];
      const seconds = values.map((value) => value.seconds);
      return {
        ...{ ...identity, scenario, rounds: values.length },
        seconds: figureOf(seconds) ?? { median: Number.NaN, least: Number.NaN, most: Number.NaN },
        noopSeconds: figureOf(base)?.median,
        ratio: ratioOf(seconds, base),
        ...(pluginBase && {
          besidePlugin: { seconds: figureOf(pluginBase)?.median, ratio: ratioOf(seconds, pluginBase) },
        }),
        ...{
          requests: of("requests") ?? 0,
          reads: of("reads") ?? 0,
          logins: of("logins") ?? 0,
        },
        terraformRequests: isBaseline(own) ? undefined : terraformRequests[scenario]?.(count),
        ...(earlier && {
          earlier: {
            build: earlier.build ?? "",
            cpuSeconds: figureOf(earlierCpu)?.median,
            ratio: ratioOf(
              values.map(({ cpuSeconds }) => cpuSeconds),
              earlierCpu,
            ),
          },
        }),
        ...{ cpuSeconds: of("cpuSeconds"), memoryBytes: of("memoryBytes"), stateBytes: of("stateBytes") },
      };
    });
  });
}

/**
 * @param {Series} other
 * @param {Series} own
 */
const isEarlier = (other, own) => other.surface === own.surface && other.build !== undefined;

/**
 * A provider that does nothing.
 * @param {Pick<Identity, "surface">} one
 */
export const isBaseline = ({ surface }) => surface === "noop" || surface === "noopPlugin";

/**
 * @param {Identity} one
 * @param {Identity} other
 */
export const isSameCase = (one, other) =>
  one.count === other.count && one.latency === other.latency && one.skipCheckpoints === other.skipCheckpoints;
