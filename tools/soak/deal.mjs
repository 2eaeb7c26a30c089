/** Histories dealt out to processes seed by seed, and their figures put together again. */

/**
 * @param {number} seed the first; each is one more than the one before
 * @param {number} histories
 * @param {number} perSeed
 * @returns {Generator<import("./part.mjs").Task, void>}
 */
export function* deal(seed, histories, perSeed) {
  for (let left = histories, next = seed; left > 0; left -= perSeed, next++) {
    yield { seed: next, histories: Math.min(perSeed, left) };
  }
}

/** @typedef {{ [name: string]: number | Figures }} Figures */

/**
 * Adds numbers to numbers of the same name, at any depth.
 * @param {Figures} sum grows
 * @param {Figures} more
 */
export function addTo(sum, more) {
  for (const [name, value] of Object.entries(more)) {
    if (typeof value === "number") {
      sum[name] = Number(sum[name] ?? 0) + value;
    } else {
      const place = /** @type {Figures} */ (sum[name] ?? {});
      sum[name] = place;
      addTo(place, value);
    }
  }
}
