/** The goals, each a figure of the measurements beside its limit. */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * What Dell's Terraform provider asks for N objects, by counting its code: a login and look-ups per call (lessons.md 1).
 * @type {Readonly<Partial<Record<import("./rounds.mjs").Scenario, (count: number) => number>>>}
 */
export const terraformRequests = {
  create: (count) => 6 + 4 * count,
  "no change": (count) => 3 + 3 * count,
  destroy: (count) => 9 + 7 * count,
};

/** Wall time against the provider that does nothing, at N = 400 and 20 ms (medians of the same run). */
export const wallTimeLimits = /** @type {const} */ ({ create: 1.1, "no change": 1.03, refresh: 1.1, destroy: 1.3 });

/**
 * Requests allowed, polls left out where they come once per interval.
 * @type {Readonly<Partial<Record<import("./rounds.mjs").Scenario, (count: number) => number>>>}
 */
export const requestLimits = {
  create: (count) => count + 12,
  refresh: () => 12,
  destroy: (count) => 2 * count + 20,
};

export const MAX_STATE_BYTES = 3500;
export const MAX_CPU_GROWTH = 1.1;
