import { seconds } from "./process/steps.mjs";

/**
 * What one part of `npm test` or `npm run check` came to.
 * @typedef {object} PartResult
 * @property {string} name
 * @property {number} milliseconds
 * @property {boolean} passed
 * @property {string} [detail] one line
 * @property {import("./mocha/runMocha.mjs").RunTotals} [totals] of a part that runs tests
 * @property {string} [shown] what it printed, if that was captured
 */

/**
 * The closing summary, with each test that failed and its error, for what it printed may be thousands of lines above. Its last line is `N passed, 0 failed` only if everything passed, and never when a part that
 * runs no tests (lint, types, a missing engine) failed.
 * @param {readonly PartResult[]} parts
 * @returns {string}
 */
export function describeParts(parts) {
  const width = Math.max(...parts.map(({ name }) => name.length));
  const rows = parts.map(({ name, milliseconds, passed, detail, totals }) =>
    [
      `  ${name.padEnd(width)}`,
      seconds(milliseconds).padStart(8),
      passed ? "ok    " : "FAILED",
      [...(totals === undefined ? [] : [describeTotals(totals)]), ...(detail === undefined ? [] : [detail])].join("; "),
    ]
      .join("  ")
      .trimEnd(),
  );
  const failed = parts.flatMap(({ totals }) => totals?.failedTests ?? []).flatMap(describeFailed);
  return ["", ...rows, "", ...failed, lastLine(parts)].join("\n");
}

/**
 * One part of what several processes did of it: their time together. One that did not come to its end lets the whole have failed, with what the others
 * counted.
 * @param {string} name
 * @param {readonly PartResult[]} parts
 * @returns {PartResult}
 */
export function joinParts(name, parts) {
  const all = parts.flatMap((part) => part.totals ?? []);
  const failedTests = all.flatMap((totals) => totals.failedTests);
  const details = parts.flatMap((part) => part.detail ?? []);
  return {
    name,
    milliseconds: parts.reduce((total, { milliseconds }) => total + milliseconds, 0),
    passed: parts.every(({ passed }) => passed),
    ...(all.length > 0 && {
      totals: { ...sum(all), files: Object.assign({}, ...all.map(({ files }) => files)), failedTests },
    }),
    ...(details.length > 0 && { detail: details.join("; ") }),
  };
}

/** @param {import("./mocha/runMocha.mjs").FailedTest} failed */
function describeFailed({ name, why }) {
  return [`  failed: ${name}`, ...why.split("\n").map((line) => `    ${line}`.trimEnd())];
}

/** @param {readonly PartResult[]} parts */
function lastLine(parts) {
  const totals = describeTotals(sum(parts.flatMap((part) => part.totals ?? [])));
  const broken = parts.filter(({ passed }) => !passed).map(({ name }) => name);
  return broken.length === 0 ? totals : `${totals}; not passed: ${broken.join(", ")}`;
}

/** @param {import("./mocha/runMocha.mjs").Totals} totals */
function describeTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** @param {readonly import("./mocha/runMocha.mjs").Totals[]} all */
function sum(all) {
  return all.reduce(
    (left, right) => ({
      passed: left.passed + right.passed,
      failed: left.failed + right.failed,
      skipped: left.skipped + right.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
