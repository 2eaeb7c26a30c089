/** What is to be reached, and what others need. */

/**
 * @typedef {import("./rounds.mjs").Scenario} Scenario
 * @typedef {import("./programs.mjs").Surface} Surface
 */

/**
 * What Dell's Terraform provider asks for N objects, by counting its code: a login per call, and look-ups.
 * @type {Readonly<Partial<Record<Scenario, (count: number) => number>>>}
 */
export const terraformRequests = {
  create: (count) => 6 + 4 * count,
  "no change": (count) => 3 + 3 * count,
  destroy: (count) => 9 + 7 * count,
};

/**
 * Wall time against the dynamic provider that does nothing.
 * @type {Readonly<Partial<Record<Surface, Readonly<Partial<Record<Scenario, number>>>>>>}
 */
export const wallTimeLimits = {
  dynamic: { create: 1.05, "no change": 1.02, refresh: 1.08, destroy: 1.08 },
  plugin: { create: 0.88, "no change": 0.88, refresh: 0.9, destroy: 0.9 },
};
/**
 * Of the plugin against a plugin that does nothing.
 * @type {Readonly<Partial<Record<Scenario, number>>>}
 */
export const besidePluginLimits = { create: 1.08, "no change": 1.02, refresh: 1.05, destroy: 1.08 };
/** The size and latency that goals of wall time and of all requests are set for. */
export const WALL_TIME_COUNT = 400;
export const WALL_TIME_LATENCY = 20;

/**
 * Requests besides reads of sessions. Those are the looks at what became of a change, which come at once, and polls.
 * @type {Readonly<Partial<Record<Scenario, (count: number) => number>>>}
 */
export const requestLimits = {
  create: (count) => count + 12,
  destroy: (count) => 2 * count + 20,
};
/**
 * All requests, the looks at what became of a change among them.
 * @type {Readonly<Partial<Record<Scenario, number>>>}
 */
export const allRequestLimits = { create: 520, destroy: 930 };
/** Of a refresh, reads included, whatever its size. */
export const REFRESH_REQUESTS = 12;
/** The shortest interval between polls (provider/lifecycle/array/arrayAccess.ts). */
export const POLL_SECONDS = 1;

export const STATE_BYTES = 3500;
/**
 * CPU of a session among the last 600 of a thousand, against one among the 300 before 400.
 * @type {Readonly<Partial<Record<Surface, number>>>}
 */
export const cpuGrowth = { dynamic: 1.05, plugin: 1.1 };
/**
 * Of the provider's process, a thousand sessions against one.
 * @type {Readonly<Partial<Record<Surface, number>>>}
 */
export const memoryGrowthBytes = { dynamic: 40_000_000, plugin: 25_000_000 };
/** CPU of the provider's process against an earlier build, and how much more a large stack may need than there. */
export const EARLIER_CPU = 1.1;
export const EARLIER_MEMORY_BYTES = 15_000_000;

/** Milliseconds that the package adds to loading Pulumi's SDK. */
export const REQUIRE_SHARE = 0.005;
/** The plugin at the line with its port, against a bare gRPC server. */
export const START_TIME = 1.1;
export const START_MEMORY = 1.25;
