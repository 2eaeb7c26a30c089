/** @import { EngineWay } from "./contract.js" */

/** @type {readonly EngineWay[]} */
export const allWays = ["path", "cache", "download", "build"];

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly EngineWay[]}
 */
export function waysOf(env) {
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
