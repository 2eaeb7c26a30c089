import { earlierGoals } from "./earlierGoals.mjs";
import * as limits from "./limits.mjs";
import { atMost, bounded } from "./verdicts.mjs";
import { weightGoals } from "./weightGoals.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./verdicts.mjs").Goal} Goal */

/**
 * @param {readonly Row[]} rows
 * @param {import("../weight/weight.mjs").Weight | undefined} weight
 * @returns {Goal[]}
 */
export function toGoals(rows, weight) {
  const own = rows.filter(({ surface, build }) => surface !== "noop" && build === undefined);
  const bySurface = (/** @type {(rows: readonly Row[]) => Goal[]} */ goals) =>
    ["dynamic", "plugin"].flatMap((surface) => goals(own.filter((row) => row.surface === surface)));
  return [
    ...own.flatMap(requestGoals),
    ...bySurface(loginGoals),
    ...own.flatMap(wallTimeGoals),
    ...bySurface(growthGoals),
    ...(weight ? weightGoals(weight) : []),
    ...own.flatMap(stateGoals),
    ...earlierGoals(rows),
  ];
}

const nameOf = (/** @type {Row} */ { surface, scenario, count }) => `${surface}, ${scenario}, N = ${count}`;

/** @param {Row} row */
function requestGoals(row) {
  const terraform = row.terraformRequests === undefined ? {} : { baseline: `${row.terraformRequests} (Terraform)` };
  if (row.scenario === "refresh") {
    return atMost(`requests: ${nameOf(row)}`, row.requests, limits.REFRESH_REQUESTS, terraform);
  }
  const limit = limits.requestLimits[row.scenario]?.(row.count);
  if (limit === undefined) return [];
  const others = row.requests - row.reads;
  // A look for each session, were none shared, and a poll per interval beside them.
  const reads = row.count + Math.floor(row.seconds.median / limits.POLL_SECONDS) + 1;
  return [
    ...atMost(`requests besides reads of sessions: ${nameOf(row)}`, others, limit, terraform),
    ...atMost(`reads of sessions: ${nameOf(row)}`, row.reads, reads),
  ];
}

/** @param {readonly Row[]} rows of one surface */
function loginGoals(rows) {
  const [first] = rows;
  return first ? atMost(`logins of a process: ${first.surface}`, Math.max(...rows.map(({ logins }) => logins)), 1) : [];
}

/** @param {Row} row */
function wallTimeGoals(row) {
  const limit = limits.wallTimeLimits[row.scenario];
  const isCase = row.count === limits.WALL_TIME_COUNT && row.latency === limits.WALL_TIME_LATENCY;
  if (limit === undefined || !isCase) return [];
  const baseline = `${row.noopSeconds?.toFixed(2)} s (no-op)`;
  return bounded(`wall time: ${nameOf(row)}`, row.ratio, limit, { baseline, format: (value) => value.toFixed(2) });
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
  const growth = round(memory(1000) - memory(1));
  return [
    ...atMost(`CPU of one more session, 400 to 1000: ${surface}`, round(late / early), limits.CPU_GROWTH, {
      baseline: `${(early * 1000).toFixed(2)} ms (100 to 400)`,
    }),
    ...atMost(`MB more for N = 1000: ${surface}`, growth, limits.MEMORY_GROWTH_BYTES / 1e6, {
      baseline: `${memory(1).toFixed(0)} MB (N = 1)`,
    }),
  ];
}

/** @param {Row} row */
function stateGoals(row) {
  if (row.stateBytes === undefined) return [];
  return atMost(`bytes of state per session: ${row.surface}, N = ${row.count}`, row.stateBytes, limits.STATE_BYTES);
}

const sum = (/** @type {readonly number[]} */ values) => values.reduce((total, value) => total + value, 0);
const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
