import { chosenLane } from "../lanes/lanes.mjs";
import { findCachedEngine } from "./cache.mjs";
import { downloadEngine } from "./download.mjs";
import { buildEngine } from "./goBuild.mjs";
import { makeEngine } from "./makeEngine.mjs";
import { findPathEngine } from "./pathEngine.mjs";
import { pinnedEngine } from "./pins.mjs";
import { supported } from "./versions.mjs";
import { allWays, waysOf } from "./ways.mjs";

/**
 * @typedef {import("./contract.js").EngineWay} EngineWay
 * @typedef {import("./contract.js").EngineAttempt} EngineAttempt
 * @typedef {import("./contract.js").AttemptResult} AttemptResult
 */

/** @type {Readonly<Record<EngineWay, (attempt: EngineAttempt) => Promise<AttemptResult>>>} */
const attempts = {
  path: async (attempt) => {
    const lane = chosenLane(attempt.env);
    // PATH is what the machine has; a lane is what it has not.
    return lane === undefined ? findPathEngine(attempt) : { reason: `not for the lane "${lane.name}"` };
  },
  cache: findCachedEngine,
  download: (attempt) => makeEngine(attempt, downloadEngine, "download"),
  build: (attempt) => makeEngine(attempt, buildEngine, "built"),
};

/** @type {import("./contract.js").ResolveEngine} */
export const resolveEngine = async (options = {}) => {
  const { env = process.env, log = () => undefined, signal = new AbortController().signal } = options;
  const pinned = pinnedEngine(env);
  const failures = [];
  for (const way of waysOf(env)) {
    const result = await attempts[way]({ env, log, signal, pinned });
    if ("engine" in result) {
      return result.engine;
    }
    failures.push({ way, reason: result.reason });
  }
  throw new EngineNotFoundError(failures, pinned);
};

/** @type {Readonly<Record<EngineWay, string>>} */
const titles = {
  path: "pulumi on PATH",
  cache: "cache",
  download: "official download",
  build: "build from Go modules",
};

export class EngineNotFoundError extends Error {
  /**
   * @param {readonly import("./contract.js").FailedWay[]} failures
   * @param {import("./pins.mjs").PinnedEngine} pinned
   */
  constructor(failures, { version, goModules }) {
    super(
      [
        "no Pulumi engine was found, and none could be made:",
        ...allWays.map((way) => {
          const failure = failures.find((candidate) => candidate.way === way);
          return `  ${titles[way]}: ${failure?.reason ?? "not tried (POWERSTORE_IMPORT_ENGINE)"}`;
        }),
        `Install the Pulumi CLI (${supported.text}; this project is tested with ${version}), or ` +
          `Go ${goModules.map(({ goVersion }) => goVersion).at(-1)} or newer.`,
      ].join("\n"),
    );
    this.name = "EngineNotFoundError";
    this.failures = failures;
  }
}
