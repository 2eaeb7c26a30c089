/** @typedef {import("./statistics.mjs").Figure} Figure */

/**
 * @typedef {object} Goal
 * @property {string} figure what is measured
 * @property {string} measured median and spread
 * @property {string} [baseline] from the same run
 * @property {string} limit
 * @property {boolean} isMet by the median
 * @property {boolean} [isWithinSpread] missed by the median, and reached by the best round: what a quieter hour might show
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
  const isMet = value.median <= limit;
  const isWithinSpread = !isMet && value.least <= limit;
  return [{ figure, measured, baseline, limit: format(limit), isMet, ...(isWithinSpread && { isWithinSpread }) }];
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

/** One of the goals in a word. @param {Goal} goal */
export function verdictOf({ isMet, isWithinSpread = false }) {
  if (isMet) return "met";
  return isWithinSpread ? "within the spread" : "**missed**";
}

/** All of them in a sentence. @param {readonly Goal[]} goals */
export function describeVerdicts(goals) {
  const met = goals.filter(({ isMet }) => isMet).length;
  const within = goals.filter(({ isWithinSpread = false }) => isWithinSpread).length;
  const more = within === 0 ? "" : `; ${within} of the others within the spread: only in the best round`;
  return `${met} of ${goals.length} goals met by the median${more}.`;
}
