import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { STAGE_VARIABLE } from "../engine/project.mjs";
import { EngineNotFoundError, resolveEngine } from "../engine/resolve.mjs";
import { LANE_VARIABLE } from "./lanes.mjs";
import { lanePackages } from "./packages.mjs";
import { stagePackages } from "./stage.mjs";

/**
 * What a process needs to be on a lane.
 * @typedef {object} LaneProcess
 * @property {string} node the Node that runs it
 * @property {NodeJS.ProcessEnv} env its whole environment
 */

/**
 * What a lane's engine and packages are, made first where this machine has not got them yet.
 * @typedef {{ engine: import("../engine/contract.js").Engine, packages: import("./packages.mjs").LanePackages }} PreparedLane
 */

/**
 * @param {import("./lanes.mjs").Lane} lane
 * @param {import("../engine/contract.js").Attempt} attempt
 * @returns {Promise<PreparedLane | { reason: string }>} why the lane is not to be had on this machine
 */
export async function prepareLane(lane, attempt) {
  try {
    const engine = await resolveEngine({ ...attempt, env: { ...attempt.env, [LANE_VARIABLE]: lane.name } });
    const packages = await lanePackages(lane, attempt);
    return "reason" in packages ? packages : { engine, packages };
  } catch (error) {
    if (error instanceof EngineNotFoundError) {
      return { reason: error.message };
    }
    throw error;
  }
}

/**
 * Does something on a lane: with its engine, its Node and its packages.
 * @template T
 * @param {import("./lanes.mjs").Lane} lane
 * @param {PreparedLane} prepared
 * @param {(process: LaneProcess) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLane(lane, { packages }, work) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-lane-"));
  try {
    await stagePackages(packages.modules, folder);
    const env = {
      ...process.env,
      [LANE_VARIABLE]: lane.name,
      [STAGE_VARIABLE]: folder,
      PATH: [dirname(packages.node), process.env.PATH ?? ""].join(delimiter),
      POWERSTORE_IMPORT_ENGINE: "cache",
    };
    return await work({ node: packages.node, env });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
