import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";
import { lanes } from "./lanes.mjs";

/**
 * What the end-to-end tests of a whole run came to on a lane, for the matrix in the README.
 * @typedef {object} LaneResult
 * @property {string} engine
 * @property {string} sdk
 * @property {string} node
 * @property {string} python
 * @property {Readonly<Record<string, import("../mocha/runMocha.mjs").Totals>>} files
 */

/**
 * Keeps the result of a run until `npm run matrix`, if all of it came to its end.
 * @param {import("./lanes.mjs").Lane} lane
 * @param {import("../summary.mjs").PartResult} part
 */
export function recordRun({ name, engine, sdk, node, python }, { totals, detail }) {
  if (totals === undefined || detail !== undefined) {
    return;
  }
  const file = resultFile(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ engine, sdk, node, python, files: totals.files }, null, 2)}\n`);
}

/**
 * @param {import("./lanes.mjs").LaneName} name
 * @returns {LaneResult | undefined}
 */
export function readResult(name) {
  const file = resultFile(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** @param {import("./lanes.mjs").LaneName} name */
const resultFile = (name) => join(root, "dist", "lanes", `${name}.json`);

/**
 * The lane that the machine is on by itself: the same engine and packages, and a Node of the same major version.
 * @param {string} engine version
 */
export function laneOfMachine(engine) {
  const sdk = JSON.parse(readFileSync(join(root, "node_modules", "@pulumi", "pulumi", "package.json"), "utf8")).version;
  return Object.values(lanes).find(
    (lane) => lane.engine === engine && lane.sdk === sdk && majorOf(lane.node) === majorOf(process.versions.node),
  );
}

/** @param {string} version */
export const majorOf = (version) => version.split(".")[0];
