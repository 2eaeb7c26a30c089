// Shows what mocha's own reporter shows, and writes the totals to a file, as a whole and of each file of tests, and the names of the tests
// that failed, so that one summary can add up several runs.
// Options: base (the reporter to show, default "spec"), totals (the file).
const { writeFileSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters } = require("mocha");

/** @type {Record<string, new (runner: import("mocha").Runner, options: import("mocha").MochaOptions) => object>} */
const bases = { spec: reporters.Spec, dot: reporters.Dot };

module.exports = class TotalsReporter {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    const { base = "spec", totals } = options.reporterOptions ?? {};
    const Base = bases[base] ?? reporters.Spec;
    new Base(runner, options);
    /** @type {Record<string, import("./runMocha.mjs").Totals>} */
    const files = {};
    /** @type {string[]} */
    const failedTests = [];
    /** @type {(kind: "passed" | "failed" | "skipped") => (of: import("mocha").Runnable) => void} */
    const count = (kind) => (of) => {
      const file = relative(process.cwd(), of.file ?? of.parent?.file ?? "");
      files[file] ??= { passed: 0, failed: 0, skipped: 0 };
      files[file][kind]++;
      if (kind === "failed") failedTests.push(`${file}: ${of.fullTitle()}`);
    };
    runner.on("pass", count("passed")).on("fail", count("failed")).on("pending", count("skipped"));
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(totals, JSON.stringify({ passed: passes, failed: failures, skipped: pending, files, failedTests }));
    });
  }
};
