import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../root.mjs";
import { describeMachine } from "../machine.mjs";

/**
 * @typedef {object} Results everything that was measured, as `--json` prints it
 * @property {string} machine
 * @property {string} engine version
 * @property {string} date
 * @property {number} minutes
 * @property {string} [incomplete] why there is less than was asked for
 * @property {import("./rows.mjs").Series[]} series
 * @property {import("../weight/weight.mjs").Weight} [weight]
 * @property {{ count: number, run: import("./stage.mjs").Run }} [waiting]
 * @property {readonly import("../simulator/report.mjs").Line[]} [simulator]
 */

/** Written after each step, so that nothing that was measured is lost. */
export const resultsFile = join(root, "dist", "bench", "provider.json");

/** @param {string} engine version */
export function emptyResults(engine) {
  return /** @type {Results} */ ({
    machine: describeMachine(),
    engine,
    date: new Date().toISOString().slice(0, 10),
    minutes: 0,
    series: [],
  });
}

/** @param {Results} results */
export function keepResults(results) {
  mkdirSync(dirname(resultsFile), { recursive: true });
  writeFileSync(resultsFile, JSON.stringify(results, null, 1));
}

/**
 * @param {string} file
 * @returns {Results}
 */
export function readResults(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
