/** What is to be reached. Wall times are ratios of whole commands. */

/** @typedef {import("./rounds.mjs").Scenario} Scenario */
/** @typedef {Readonly<Record<Scenario, number>>} PerScenario */

/** Against one no-op resource with the same map, at the sizes below. */
const againstMap = { create: 1.5, "no change": 1.1, refresh: 1.2, destroy: 2.0 };

/**
 * Against the baselines, by the number of imports.
 * @type {Readonly<Record<number, { map: PerScenario, separate: PerScenario, sessions?: Partial<PerScenario> }>>}
 */
export const wallTimeLimits = {
  400: { map: againstMap, separate: { create: 0.15, "no change": 0.75, refresh: 1.0, destroy: 0.15 } },
  1000: {
    map: againstMap,
    separate: { create: 0.04, "no change": 0.55, refresh: 0.75, destroy: 0.05 },
    sessions: { create: 0.05 },
  },
};

/**
 * All requests, first looks, login and log-out included, on an array that does everything at once: then nothing is polled.
 * @type {Readonly<Record<Scenario, (count: number) => number | undefined>>}
 */
export const requestLimits = {
  create: (count) => count + 12,
  "no change": () => 0,
  // A larger wave needs more pages.
  refresh: (count) => (count <= 1000 ? 6 : undefined),
  destroy: (count) => 2 * count + 20,
};

/** CPU of a member between the second size and the third, against one between the first and the second. */
export const CPU_SIZES = /** @type {const} */ ([100, 1000, 5000]);
export const CPU_GROWTH = 1.1;
/** Of the provider's process, the larger wave against the smaller. */
export const MEMORY_SIZES = /** @type {const} */ ([1, 5000]);
export const MEMORY_GROWTH_BYTES = 60_000_000;
/** Of a member, the wave's own bytes shared among all; a wave of few says nothing of that. */
export const STATE_BYTES = 1500;
export const STATE_COUNT = 20;
