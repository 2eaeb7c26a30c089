import { earlierGoals } from "./earlierGoals.mjs";
import * as limits from "./limits.mjs";
import { isBaseline } from "./rows.mjs";
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
  const own = rows.filter((row) => !isBaseline(row) && row.build === undefined && !row.skipCheckpoints);
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
  const all = isMeasure(row) ? limits.allRequestLimits[row.scenario] : undefined;
  return [
    ...(all === undefined ? [] : atMost(`requests, looks included: ${nameOf(row)}`, row.requests, all, terraform)),
    ...atMost(`requests besides reads of sessions: ${nameOf(row)}`, others, limit, terraform),
    ...atMost(`reads of sessions: ${nameOf(row)}`, row.reads, reads),
  ];
}

/** @param {readonly Row[]} rows of one surface */
function loginGoals(rows) {
  const [first] = rows;
  return first ? atMost(`logins of a process: ${first.surface}`, Math.max(...rows.map(({ logins }) => logins)), 1) : [];
}

/**
 * Of the size and latency that goals are set for.
 * @param {Row} row
 */
const isMeasure = ({ count, latency }) => count === limits.WALL_TIME_COUNT && latency === limits.WALL_TIME_LATENCY;

/** @param {Row} row */
function wallTimeGoals(row) {
  if (!isMeasure(row)) return [];
  const limit = limits.wallTimeLimits[row.surface]?.[row.scenario];
  const pluginLimit = limits.besidePluginLimits[row.scenario];
  const { besidePlugin } = row;
  const name = `wall time: ${nameOf(row)}`;
  const texts = (/** @type {number | undefined} */ seconds, /** @type {string} */ of) => ({
    baseline: `${seconds?.toFixed(2)} s (${of})`,
    format: (/** @type {number} */ value) => value.toFixed(2),
  });
  return [
    ...(limit === undefined ? [] : bounded(name, row.ratio, limit, texts(row.noopSeconds, "no-op"))),
    ...(pluginLimit === undefined || besidePlugin === undefined
      ? []
      : bounded(name, besidePlugin.ratio, pluginLimit, texts(besidePlugin.seconds, "no-op plugin"))),
  ];
}

/** @param {readonly Row[]} rows of one surface */
function growthGoals(rows) {
  const surface = rows[0]?.surface;
  if (surface === undefined) return [];
  const [cpuLimit, memoryLimit] = [limits.cpuGrowth[surface] ?? 0, limits.memoryGrowthBytes[surface] ?? 0];
  const of = (/** @type {number} */ count) => rows.filter((row) => row.count === count && row.latency > 0);
  // NaN where a size, or on this system the process, was not measured.
  const cpu = (/** @type {number} */ count) =>
    sum(of(count).map(({ cpuSeconds = Number.NaN }) => cpuSeconds)) || Number.NaN;
  const memory = (/** @type {number} */ count) =>
    Math.max(...of(count).map(({ memoryBytes = Number.NaN }) => memoryBytes)) / 1e6;
  const [late, early] = [(cpu(1000) - cpu(400)) / 600, (cpu(400) - cpu(100)) / 300];
  const growth = round(memory(1000) - memory(1));
  return [
    ...atMost(`CPU of one more session, 400 to 1000: ${surface}`, round(late / early), cpuLimit, {
      baseline: `${(early * 1000).toFixed(2)} ms (100 to 400)`,
    }),
    ...atMost(`MB more for N = 1000: ${surface}`, growth, memoryLimit / 1e6, {
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
