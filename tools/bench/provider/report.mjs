import { MAX_STATE_BYTES, median, requestLimits, terraformRequests, wallTimeLimits } from "./goals.mjs";

/**
 * @typedef {import("./rounds.mjs").Measurement} Measurement
 * @typedef {{ surface: string, count: number, latency: number, rounds: Measurement[][] }} Series all rounds of one provider and size
 */

/**
 * @typedef {object} Row one scenario of one provider and size, beside its baseline from the same run
 * @property {string} surface
 * @property {number} count
 * @property {string} scenario
 * @property {number} seconds median
 * @property {[least: number, most: number]} spread
 * @property {number} [ratio] median against the median of the provider that does nothing
 * @property {[least: number, most: number]} [ratioSpread] the rounds' own ratios
 * @property {number} requests median
 * @property {number} polls
 * @property {number} logins
 * @property {number} [cpuSeconds]
 * @property {number} [memoryBytes]
 * @property {number} [stateBytes]
 * @property {number} [terraformRequests]
 */

/**
 * @param {readonly Series[]} series
 * @returns {Row[]}
 */
export function toRows(series) {
  return series.flatMap(({ surface, count, rounds }) => {
    const baseline = series.find((other) => other.surface === "noop" && other.count === count);
    const names = (rounds[0] ?? []).map(({ scenario }) => scenario);
    return names.map((scenario, index) => {
      const values = rounds.flatMap((round) => round[index] ?? []);
      const base = baseline?.rounds.flatMap((round) => round[index] ?? []) ?? [];
      const of = (/** @type {keyof Measurement} */ key) => median(values.map((value) => Number(value[key])));
      const seconds = values.map((value) => value.seconds);
      const ratios = values.map((value, round) => value.seconds / (base[round]?.seconds ?? Number.NaN));
      const isBaseline = surface === "noop" || base.length === 0;
      return {
        surface,
        count,
        scenario,
        seconds: median(seconds),
        spread: spreadOf(seconds),
        ...(isBaseline
          ? {}
          : { ratio: median(seconds) / median(base.map((value) => value.seconds)), ratioSpread: spreadOf(ratios) }),
        requests: of("requests"),
        polls: of("polls"),
        logins: of("logins"),
        cpuSeconds: of("cpuSeconds"),
        memoryBytes: of("memoryBytes"),
        ...(scenario === "create" ? { stateBytes: of("stateBytes") } : {}),
        ...(isBaseline ? {} : { terraformRequests: terraformRequests[scenario]?.(count) }),
      };
    });
  });
}

/**
 * @param {readonly number[]} values
 * @returns {[number, number]}
 */
const spreadOf = (values) => [Math.min(...values), Math.max(...values)];

/** @param {readonly Row[]} rows */
export function toTable(rows) {
  const head = [
    "provider",
    "N",
    "scenario",
    "seconds (spread)",
    "vs no-op (spread)",
    "requests",
    "of these polls",
    "Terraform's",
    "logins",
    "CPU s",
    "MB",
  ];
  const lines = rows.map((row) => [
    row.surface,
    String(row.count),
    row.scenario,
    `${row.seconds.toFixed(2)} (${row.spread.map((value) => value.toFixed(2)).join(" to ")})`,
    row.ratio === undefined
      ? "-"
      : `${row.ratio.toFixed(2)} (${row.ratioSpread?.map((value) => value.toFixed(2)).join(" to ")})`,
    String(row.requests),
    String(row.polls),
    row.terraformRequests === undefined ? "-" : String(row.terraformRequests),
    String(row.logins),
    row.cpuSeconds === undefined ? "-" : row.cpuSeconds.toFixed(2),
    row.memoryBytes === undefined ? "-" : (row.memoryBytes / 1e6).toFixed(0),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * Each goal with what was measured; met if the spread reaches it.
 * @param {readonly Row[]} rows
 */
export function toGoals(rows) {
  const goals = [];
  for (const row of rows.filter(({ surface }) => surface !== "noop")) {
    const about = `${row.surface}, N = ${row.count}, ${row.scenario}`;
    const limit = requestLimits[/** @type {keyof typeof requestLimits} */ (row.scenario)]?.(row.count);
    if (limit !== undefined) {
      const counted = row.scenario === "refresh" ? row.requests : row.requests - row.polls;
      goals.push({
        goal: `${about}: requests${row.scenario === "refresh" ? "" : " without polls"} <= ${limit}`,
        measured: String(counted),
        isMet: counted <= limit,
      });
    }
    if (row.stateBytes !== undefined) {
      goals.push({
        goal: `${about}: state bytes per session <= ${MAX_STATE_BYTES}`,
        measured: String(row.stateBytes),
        isMet: row.stateBytes <= MAX_STATE_BYTES,
      });
    }
    const most = wallTimeLimits[/** @type {keyof typeof wallTimeLimits} */ (row.scenario)];
    if (most !== undefined && row.count === 400 && row.ratio !== undefined) {
      const isMet = Math.min(row.ratio, row.ratioSpread?.[0] ?? row.ratio) <= most;
      goals.push({ goal: `${about}: wall time against no-op <= ${most}`, measured: row.ratio.toFixed(2), isMet });
    }
  }
  return goals;
}
