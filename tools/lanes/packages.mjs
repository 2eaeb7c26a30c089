import { join } from "node:path";
import { isExecutable } from "../engine/probe.mjs";
import { nodePackage } from "./lanes.mjs";
import { lockedPackages } from "./lockedPackages.mjs";

/**
 * The npm packages of a lane, its Node among them, installed once and kept between runs.
 * @typedef {object} LanePackages
 * @property {string} modules folder `node_modules`
 * @property {string} node full path of the lane's Node
 */

/**
 * Installs a lane's packages by its lock file, unless they are there.
 * @param {import("./lanes.mjs").Lane} lane
 * @param {import("../engine/contract.js").Attempt} attempt
 * @returns {Promise<LanePackages | { reason: string }>}
 */
export async function lanePackages(lane, attempt) {
  const packages = {
    folder: lane.folder,
    entry: join("lanes", lane.name),
    findMissing: (/** @type {string} */ installed) =>
      isExecutable(nodeIn(installed)) ? undefined : `no Node for ${process.platform} on ${process.arch}`,
    doing: `lane "${lane.name}": installing Node ${lane.node} and @pulumi/pulumi ${lane.sdk}`,
  };
  const found = await lockedPackages(packages, attempt);
  return "reason" in found ? found : { modules: join(found.installed, "node_modules"), node: nodeIn(found.installed) };
}

/** @param {string} folder */
const nodeIn = (folder) => join(folder, "node_modules", nodePackage(process.platform, process.arch), "bin", "node");
