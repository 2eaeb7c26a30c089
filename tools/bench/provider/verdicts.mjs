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
 * @param {string} figure
 * @param {Figure | undefined} value
 * @param {number} limit
 * @param {{ baseline: string, format: (value: number) => string }} texts
 * @returns {Goal[]} none where nothing was measured
 */
export function bounded(figure, value, limit, { baseline, format }) {
  if (!value) return [];
  const measured = `${format(value.median)} (${format(value.least)} to ${format(value.most)})`;
  return [{ figure, measured, baseline, limit: format(limit), isMet: Math.min(value.median, value.least) <= limit }];
}

/**
 * @param {string} figure
 * @param {number} measured NaN where it was not
 * @param {number} limit
 * @param {{ baseline?: string }} [texts]
 * @returns {Goal[]} none where nothing was measured
 */
export function atMost(figure, measured, limit, texts = {}) {
  if (!Number.isFinite(measured)) return [];
  return [{ figure, measured: String(measured), ...texts, limit: String(limit), isMet: measured <= limit }];
}
