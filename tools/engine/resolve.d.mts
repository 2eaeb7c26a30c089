import type { FailedWay, ResolveEngine } from "./contract.js";

/** No way led to an engine. The message names every way, why it failed, and what to install. */
export class EngineNotFoundError extends Error {
  constructor(failures: readonly FailedWay[]);
  readonly failures: readonly FailedWay[];
}

export const resolveEngine: ResolveEngine;
