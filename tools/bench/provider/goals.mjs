import * as limits from "./limits.mjs";
import { figureOf, ratioOf } from "./statistics.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./statistics.mjs").Figure} Figure */

/**
 * @typedef {object} Goal
 * @property {string} figure what is measured
 * @property {string} measured median and spread
 * @property {string} [baseline] from the same run
 * @property {string} limit
 * @property {boolean} isMet also if no more than the spread reaches the limit
 */

/**
 * @param {readonly Row[]} rows
 * @param {import("../weight/weight.mjs").Weight | undefined} weight
 * @returns {Goal[]}
 */
export function toGoals(rows, weight) {
  const own = rows.filter(({ surface }) => surface !== "noop");
  const bySurface = (/** @type {(rows: readonly Row[]) => Goal[]} */ goals) =>
    ["dynamic", "plugin"].flatMap((surface) => goals(own.filter((row) => row.surface === surface)));
  return [
    ...own.flatMap(requestGoals),
    ...bySurface(loginGoals),
    ...own.flatMap(wallTimeGoals),
    ...bySurface(growthGoals),
    ...(weight ? weightGoals(weight) : []),
    ...own.flatMap(stateGoals),
  ];
}

const nameOf = (/** @type {Row} */ { surface, scenario, count }) => `${surface}, ${scenario}, N = ${count}`;

/** @param {Row} row */
function requestGoals(row) {
  const terraform = row.terraformRequests === undefined ? {} : { baseline: `${row.terraformRequests} (Terraform)` };
  if (row.scenario === "refresh") {
    return [atMost(`requests: ${nameOf(row)}`, row.requests, limits.REFRESH_REQUESTS, terraform)];
  }
  const limit = limits.requestLimits[row.scenario]?.(row.count);
  if (limit === undefined) return [];
  const others = row.requests - row.looks - row.polls;
  // The first look of all is nobody's poll.
  const polls = Math.floor(row.seconds.median / limits.POLL_SECONDS) + 1;
  return [
    atMost(`requests besides looks and polls: ${nameOf(row)}`, others, limit, terraform),
    atMost(`polls, one per interval: ${nameOf(row)}`, row.polls, polls),
  ];
}

/** @param {readonly Row[]} rows of one surface */
function loginGoals(rows) {
  const [first] = rows;
  if (!first) return [];
  return [atMost(`logins of a process: ${first.surface}`, Math.max(...rows.map(({ logins }) => logins)), 1)];
}

/** @param {Row} row */
function wallTimeGoals(row) {
  const limit = limits.wallTimeLimits[row.scenario];
  const isCase = row.count === limits.WALL_TIME_COUNT && row.latency === limits.WALL_TIME_LATENCY;
  if (limit === undefined || !isCase || !row.ratio) return [];
  const baseline = `${row.noopSeconds?.toFixed(2)} s (no-op)`;
  return [bounded(`wall time: ${nameOf(row)}`, row.ratio, limit, { baseline, format: (value) => value.toFixed(2) })];
}

/** @param {readonly Row[]} rows of one surface */
function growthGoals(rows) {
  const surface = rows[0]?.surface;
  const of = (/** @type {number} */ count) => rows.filter((row) => row.count === count && row.latency > 0);
  // NaN where a size, or on this system the process, was not measured.
  const cpu = (/** @type {number} */ count) =>
    sum(of(count).map(({ cpuSeconds = Number.NaN }) => cpuSeconds)) || Number.NaN;
  const memory = (/** @type {number} */ count) =>
    Math.max(...of(count).map(({ memoryBytes = Number.NaN }) => memoryBytes)) / 1e6;
  const [late, early] = [(cpu(1000) - cpu(400)) / 600, (cpu(400) - cpu(100)) / 300];
  const ratio = round(late / early);
  const growth = round(memory(1000) - memory(1));
  const [milliseconds, one] = [`${(early * 1000).toFixed(2)} ms (100 to 400)`, `${memory(1).toFixed(0)} MB (N = 1)`];
  return [
    ...(Number.isFinite(ratio)
      ? [
          atMost(`CPU of one more session, 400 to 1000: ${surface}`, ratio, limits.CPU_GROWTH, {
            baseline: milliseconds,
          }),
        ]
      : []),
    ...(Number.isFinite(growth)
      ? [atMost(`MB more for N = 1000: ${surface}`, growth, limits.MEMORY_GROWTH_BYTES / 1e6, { baseline: one })]
      : []),
  ];
}

/** @param {import("../weight/weight.mjs").Weight} weight */
function weightGoals({ requires, plugin, bare }) {
  const percent = (/** @type {number} */ value) => `${(value * 100).toFixed(2)} %`;
  const times = (/** @type {number} */ value) => value.toFixed(2);
  const share = figureOf(requires.map(({ added, pulumi }) => added / pulumi));
  const of = (/** @type {"portMilliseconds" | "portBytes"} */ key) =>
    ratioOf(
      plugin.map((one) => one[key]),
      bare.map((one) => one[key]),
    );
  const baseOf = (/** @type {"portMilliseconds" | "portBytes"} */ key) =>
    figureOf(bare.map((one) => one[key]))?.median ?? 0;
  const pulumi = figureOf(requires.map((one) => one.pulumi))?.median ?? 0;
  const [time, memory] = [of("portMilliseconds"), of("portBytes")];
  return [
    ...(share
      ? [
          bounded("loading the package after Pulumi's SDK", share, limits.REQUIRE_SHARE, {
            baseline: `${pulumi.toFixed(0)} ms (SDK)`,
            format: percent,
          }),
        ]
      : []),
    ...(time
      ? [
          bounded("plugin, start to port line: time", time, limits.START_TIME, {
            baseline: `${baseOf("portMilliseconds").toFixed(0)} ms (bare gRPC)`,
            format: times,
          }),
        ]
      : []),
    ...(memory
      ? [
          bounded("plugin, at port line: memory", memory, limits.START_MEMORY, {
            baseline: `${megabytes(baseOf("portBytes"))} MB (bare gRPC)`,
            format: times,
          }),
        ]
      : []),
  ];
}

/** @param {Row} row */
function stateGoals(row) {
  if (row.stateBytes === undefined) return [];
  return [atMost(`bytes of state per session: ${row.surface}, N = ${row.count}`, row.stateBytes, limits.STATE_BYTES)];
}

/**
 * @param {string} figure
 * @param {Figure} value
 * @param {number} limit
 * @param {{ baseline: string, format: (value: number) => string }} texts
 * @returns {Goal}
 */
function bounded(figure, value, limit, { baseline, format }) {
  const measured = `${format(value.median)} (${format(value.least)} to ${format(value.most)})`;
  return { figure, measured, baseline, limit: format(limit), isMet: Math.min(value.median, value.least) <= limit };
}

/**
 * @param {string} figure
 * @param {number} measured
 * @param {number} limit
 * @param {{ baseline?: string }} [texts]
 * @returns {Goal}
 */
function atMost(figure, measured, limit, texts = {}) {
  return { figure, measured: String(measured), ...texts, limit: String(limit), isMet: measured <= limit };
}

const sum = (/** @type {readonly number[]} */ values) => values.reduce((total, value) => total + value, 0);
const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0);
