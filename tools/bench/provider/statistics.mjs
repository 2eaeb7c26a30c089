/** @typedef {{ median: number, least: number, most: number }} Figure a median and its spread */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * @param {readonly (number | undefined)[]} values
 * @returns {Figure | undefined} nothing where nothing was measured
 */
export function figureOf(values) {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return { median: median(known), least: Math.min(...known), most: Math.max(...known) };
}

/**
 * Rounds take turns, so that each is compared with its neighbour in time; the ratio itself is that of the medians.
 * @param {readonly (number | undefined)[]} values
 * @param {readonly (number | undefined)[]} baseline
 * @returns {Figure | undefined}
 */
export function ratioOf(values, baseline) {
  const ratios = values.flatMap((value, round) => {
    const base = baseline[round];
    return value === undefined || base === undefined ? [] : [value / base];
  });
  const [own, other] = [figureOf(values), figureOf(baseline)];
  if (ratios.length === 0 || !own || !other) return undefined;
  return { median: own.median / other.median, least: Math.min(...ratios), most: Math.max(...ratios) };
}
