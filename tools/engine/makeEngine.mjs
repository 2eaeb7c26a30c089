import { cacheEntry, findCachedEngine } from "./cache.mjs";
import { withLock } from "./lock.mjs";

/**
 * @typedef {import("./contract.js").EngineAttempt} EngineAttempt
 * @typedef {import("./contract.js").AttemptResult} AttemptResult
 */

/**
 * Makes what is not in the cache, one process at a time.
 * @param {EngineAttempt} attempt
 * @param {(attempt: EngineAttempt) => Promise<AttemptResult | "added">} make adds an engine to the cache
 * @param {import("./contract.js").EngineSource} source
 * @returns {Promise<AttemptResult>}
 */
export function makeEngine(attempt, make, source) {
  const { log, signal } = attempt;
  const options = {
    signal,
    /** @param {string} owner */
    onWait: (owner) => log(`${owner} is preparing the same engine: waiting for it`),
    maxWaitSeconds: 30 * 60,
  };
  return withLock(`${cacheEntry(attempt)}.lock`, options, async (waited) => {
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
