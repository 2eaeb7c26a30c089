import type { FailedWay, ResolveEngine } from "./contract.js";
import type { PinnedEngine } from "./pins.mjs";

/** No way led to an engine. The message names every way, why it failed, and what to install. */
export class EngineNotFoundError extends Error {
  constructor(failures: readonly FailedWay[], pinned: PinnedEngine);
  readonly failures: readonly FailedWay[];
}

export const resolveEngine: ResolveEngine;
