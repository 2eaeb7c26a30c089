import { atMost, bounded } from "../provider/verdicts.mjs";
import * as limits from "./limits.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("../provider/verdicts.mjs").Goal} Goal */

/**
 * @param {readonly Row[]} rows
 * @returns {Goal[]} none for what was not measured
 */
export function toGoals(rows) {
  const waves = rows.filter(({ contestant }) => contestant === "wave");
  return [
    ...waves.flatMap(wallTimeGoals),
    ...waves.flatMap(requestGoals),
    ...cpuGoals(waves),
    ...memoryGoals(
      waves,
      rows.filter(({ contestant }) => contestant === "map"),
    ),
    ...waves.flatMap(stateGoals),
  ];
}

const nameOf = (/** @type {Row} */ { scenario, count }) => `${scenario}, N = ${count}`;

/** What the wave is compared with, in words. */
export const baselineNames = {
  map: "one no-op map",
  separate: "separate no-ops",
  sessions: "ImportSessions",
};

/** @param {Row} row */
function wallTimeGoals(row) {
  const all = limits.wallTimeLimits[row.count];
  if (!all) return [];
  return /** @type {const} */ (["map", "separate", "sessions"]).flatMap((baseline) => {
    const limit = all[baseline]?.[row.scenario];
    const measured = row.against[baseline];
    if (limit === undefined || !measured) return [];
    const texts = { baseline: `${measured.seconds.toFixed(2)} s`, format: formatRatio(limit) };
    return bounded(`wall time against ${baselineNames[baseline]}: ${nameOf(row)}`, measured.ratio, limit, texts);
  });
}

/** A limit of some hundredths needs one digit more than the others. @param {number} limit */
const formatRatio = (limit) => (/** @type {number} */ value) => value.toFixed(limit < 0.1 ? 3 : 2);

/** @param {Row} row */
function requestGoals(row) {
  const limit = limits.requestLimits[row.scenario](row.count);
  return limit === undefined ? [] : atMost(`requests: ${nameOf(row)}`, row.requests, limit);
}

/** @param {readonly Row[]} waves */
function cpuGoals(waves) {
  const [small, middle, large] = limits.CPU_SIZES;
  // NaN where a size, or on this system the process, was not measured.
  const cpu = (/** @type {number} */ count) =>
    rowsOf(waves, count).reduce((sum, { cpuSeconds = Number.NaN }) => sum + cpuSeconds, 0) || Number.NaN;
  const early = (cpu(middle) - cpu(small)) / (middle - small);
  const late = (cpu(large) - cpu(middle)) / (large - middle);
  return atMost(`CPU of one more member, ${middle} to ${large}`, round(late / early), limits.CPU_GROWTH, {
    baseline: `${(early * 1000).toFixed(2)} ms (${small} to ${middle})`,
  });
}

/**
 * @param {readonly Row[]} waves
 * @param {readonly Row[]} maps beside them, what the messages of as many imports take without anything being done with them
 */
function memoryGoals(waves, maps) {
  const [small, large] = limits.MEMORY_SIZES;
  const memory = (/** @type {readonly Row[]} */ rows, /** @type {number} */ count) =>
    Math.max(...rowsOf(rows, count).map(({ memoryBytes = Number.NaN }) => memoryBytes)) / 1e6;
  const growth = (/** @type {readonly Row[]} */ rows) => round(memory(rows, large) - memory(rows, small));
  const ofMap = Number.isFinite(growth(maps)) ? `${growth(maps)} (one no-op map)` : undefined;
  const ofOne = `${memory(waves, small).toFixed(0)} MB (N = ${small})`;
  return atMost(`MB more for N = ${large}`, growth(waves), limits.MEMORY_GROWTH_BYTES / 1e6, {
    baseline: ofMap ?? ofOne,
  });
}

/** @param {Row} row */
function stateGoals({ count, stateBytes = Number.NaN }) {
  if (count < limits.STATE_COUNT) return [];
  return atMost(`bytes of state per member, N = ${count}`, stateBytes, limits.STATE_BYTES);
}

/**
 * @param {readonly Row[]} waves
 * @param {number} count
 */
const rowsOf = (waves, count) => waves.filter((row) => row.count === count);
const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
