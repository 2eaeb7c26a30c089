import { chosenLane } from "../lanes/lanes.mjs";
import { cacheEntry, findCachedEngine } from "./cache.mjs";
import { downloadEngine } from "./download.mjs";
import { buildEngine } from "./goBuild.mjs";
import { withLock } from "./lock.mjs";
import { findPathEngine } from "./pathEngine.mjs";
import { pinnedEngine } from "./pins.mjs";
import { supported } from "./versions.mjs";

/**
 * @typedef {import("./contract.js").EngineWay} EngineWay
 * @typedef {import("./contract.js").Attempt} Attempt
 * @typedef {import("./contract.js").AttemptResult} AttemptResult
 */

/** @type {readonly EngineWay[]} */
const allWays = ["path", "cache", "download", "build"];

/** @type {Readonly<Record<EngineWay, (attempt: Attempt) => Promise<AttemptResult>>>} */
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
  const failures = [];
  for (const way of waysOf(env)) {
    const result = await attempts[way]({ env, log, signal });
    if ("engine" in result) {
      return result.engine;
    }
    failures.push({ way, reason: result.reason });
  }
  throw new EngineNotFoundError(failures, pinnedEngine(env));
};

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly EngineWay[]}
 */
function waysOf(env) {
  const setting = env.POWERSTORE_IMPORT_ENGINE ?? "";
  if (setting === "") {
    return allWays;
  }
  if (setting === "none") {
    return [];
  }
  return setting.split(",").map((name) => {
    const way = allWays.find((known) => known === name.trim());
    if (way === undefined) {
      throw new Error(`POWERSTORE_IMPORT_ENGINE: "${name}" is none of ${allWays.join(", ")} and none`);
    }
    return way;
  });
}

/**
 * @param {Attempt} attempt
 * @param {(attempt: Attempt) => Promise<AttemptResult | "added">} make adds an engine to the cache
 * @param {import("./contract.js").EngineSource} source
 * @returns {Promise<AttemptResult>}
 */
function makeEngine(attempt, make, source) {
  const { env, log, signal } = attempt;
  const options = {
    signal,
    /** @param {string} owner */
    onWait: (owner) => log(`${owner} is preparing the same engine: waiting for it`),
    maxWaitSeconds: 30 * 60,
  };
  return withLock(`${cacheEntry(env)}.lock`, options, async (waited) => {
    const made = waited ? await findCachedEngine(attempt) : undefined;
    if (made !== undefined && "engine" in made) {
      return made;
    }
    const result = await make(attempt);
    if (result !== "added") {
      return result;
    }
    const found = await findCachedEngine(attempt);
    return "engine" in found ? { engine: { ...found.engine, source } } : found;
  });
}

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
