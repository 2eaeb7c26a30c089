/** What is to be reached, and what others need. */

/** @typedef {import("./rounds.mjs").Scenario} Scenario */

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
 * Wall time against the provider that does nothing.
 * @type {Readonly<Partial<Record<Scenario, number>>>}
 */
export const wallTimeLimits = { create: 1.1, "no change": 1.03, refresh: 1.1, destroy: 1.3 };
/** The size and latency that the wall time is compared at. */
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
/** Of a refresh, reads included, whatever its size. */
export const REFRESH_REQUESTS = 12;
/** The shortest interval between polls (provider/lifecycle/array/arrayAccess.ts). */
export const POLL_SECONDS = 1;

export const STATE_BYTES = 3500;
/** CPU of a session among the last 600 of a thousand, against one among the 300 before 400. */
export const CPU_GROWTH = 1.1;
/** Of the provider's process, a thousand sessions against one. */
export const MEMORY_GROWTH_BYTES = 40_000_000;
/** CPU of the provider's process against an earlier build, and how much more a large stack may need than there. */
export const EARLIER_CPU = 1.1;
export const EARLIER_MEMORY_BYTES = 15_000_000;

/** Milliseconds that the package adds to loading Pulumi's SDK. */
export const REQUIRE_SHARE = 0.03;
/** The plugin at the line with its port, against a bare gRPC server. */
export const START_TIME = 1.3;
export const START_MEMORY = 1.25;
