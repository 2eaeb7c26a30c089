import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";
import { lanes } from "./lanes.mjs";

/**
 * What the end-to-end tests of a whole run came to on a lane, for the matrix in the README.
 * @typedef {object} LaneResult
 * @property {string} date on which it began
 * @property {string} commit of the checkout, and whether that had changes
 * @property {string} engine
 * @property {string} sdk
 * @property {string} node
 * @property {string} python
 * @property {Readonly<Record<string, import("../mocha/runMocha.mjs").Totals>>} files
 */

/** @typedef {Pick<LaneResult, "date" | "commit"> & Partial<Pick<LaneResult, "node" | "python">>} Origin with what is not the lane's own on this machine */

/**
 * Of a run that begins now.
 * @returns {Origin}
 */
export function originOfRun(now = new Date()) {
  return { date: now.toISOString().slice(0, 10), commit: commitOfCheckout() };
}

function commitOfCheckout() {
  /** @param {readonly string[]} args */
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const head = git("rev-parse", "--short=12", "HEAD");
  if (head.status !== 0) {
    return "none";
  }
  // The README is what the run before this one has written.
  const { stdout } = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)README.md");
  return `${head.stdout.trim()}${stdout === "" ? "" : " with changes"}`;
}

/**
 * Keeps the result of a run until `npm run matrix`, if all of it came to its end.
 * @param {import("./lanes.mjs").Lane} lane
 * @param {import("../summary.mjs").PartResult} part
 * @param {Origin} origin
 * @returns {LaneResult | undefined}
 */
export function recordRun({ name, engine, sdk, node, python }, { totals, detail }, origin) {
  if (totals === undefined || detail !== undefined) {
    return undefined;
  }
  const result = { engine, sdk, node, python, ...origin, files: totals.files };
  const file = resultFile(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return result;
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
 * Whether a result is one of the versions that the lane has now, and says when it came about.
 * @param {import("./lanes.mjs").Lane} lane
 * @param {LaneResult | undefined} result
 * @returns {result is LaneResult}
 */
export function isResultOf(lane, result) {
  return (
    result?.date !== undefined &&
    result.engine === lane.engine &&
    result.sdk === lane.sdk &&
    result.python === lane.python &&
    majorOf(result.node) === majorOf(lane.node)
  );
}

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
