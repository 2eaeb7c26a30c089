// The matrix in the README: written from what a run came to, or compared with it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { root } from "../root.mjs";
import { lanes } from "./lanes.mjs";
import { describeMatrix, describeOrigins, matrixIn, replaceMatrix } from "./matrix.mjs";
import { isResultOf } from "./results.mjs";

/**
 * @typedef {import("./lanes.mjs").LaneName} LaneName
 * @typedef {import("./results.mjs").LaneResult} LaneResult
 */

const README = join(root, "README.md");

/**
 * Writes the matrix.
 * @param {(name: LaneName) => LaneResult | undefined} resultOf
 * @param {string} [file]
 */
export function writeMatrix(resultOf, file = README) {
  const runs = runsOf(resultOf);
  const matrix = `${describeMatrix(runs)}\n\n${describeOrigins(runs)}`;
  writeFileSync(file, replaceMatrix(readFileSync(file, "utf8"), matrix));
}

/**
 * The end of `npm test`: the matrix of this run. In CI, which leaves the checkout as it is, it is compared but for when it was written; what the README
 * claims and this run did not come to is a failure.
 * @param {Partial<Record<LaneName, LaneResult>>} results of the lanes that ran whole
 * @param {{ isCi: boolean, file?: string }} options
 * @returns {import("../summary.mjs").PartResult}
 */
export function finishMatrix(results, { isCi, file = README }) {
  const part = { name: "matrix in the README", milliseconds: 0, passed: true };
  try {
    if (isCi) {
      const isSame = matrixIn(readFileSync(file, "utf8")) === describeMatrix(runsOf((name) => results[name]));
      const differs = "not what this run came to: npm test outside of CI writes it";
      return { ...part, passed: isSame, detail: isSame ? "what this run came to" : differs };
    }
    writeMatrix((name) => results[name], file);
    return { ...part, detail: "written" };
  } catch (error) {
    if (!(error instanceof Failure)) {
      throw error;
    }
    return { ...part, detail: `left as it is: ${error.message}` };
  }
}

/** @param {(name: LaneName) => LaneResult | undefined} resultOf */
function runsOf(resultOf) {
  return Object.values(lanes).map((lane) => {
    const result = resultOf(lane.name);
    if (!isResultOf(lane, result)) {
      throw new Failure(`no whole run of the ${lane.name} set as it is now: npm test, or npm run lane -- ${lane.name}`);
    }
    return { lane, result };
  });
}
