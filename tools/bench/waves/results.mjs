import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../root.mjs";
import { describeMachine } from "../machine.mjs";

/** @typedef {{ contestant: import("./options.mjs").Contestant, count: number, rounds: import("./rounds.mjs").Measurement[][] }} Series all rounds of one */

/**
 * @typedef {object} Results everything that was measured
 * @property {string} machine
 * @property {string} engine version
 * @property {import("./programs.mjs").Language} language of the programs
 * @property {number} latency real milliseconds of each request
 * @property {string} date
 * @property {number} minutes
 * @property {string[]} leftOut of what there is to measure
 * @property {Series[]} series
 */

/** Written after each step, so that nothing that was measured is lost. */
const resultsFile = join(root, "dist", "bench", "waves.json");

/**
 * @param {Pick<Results, "engine" | "language" | "latency">} about
 * @returns {Results}
 */
export function emptyResults(about) {
  return {
    machine: describeMachine(),
    ...about,
    date: new Date().toISOString().slice(0, 10),
    minutes: 0,
    leftOut: [],
    series: [],
  };
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
