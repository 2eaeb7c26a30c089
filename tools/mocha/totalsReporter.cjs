// Shows what mocha's own reporter shows, and writes the totals to a file, as a whole and of each file of tests, and which tests failed, and of what,
// so that one summary can add up several runs.
// Options: base (the reporter to show, default "spec"), totals (the file).
const { writeFileSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters } = require("mocha");

/** @type {Record<string, new (runner: import("mocha").Runner, options: import("mocha").MochaOptions) => object>} */
const bases = { spec: reporters.Spec, dot: reporters.Dot };

/** An error may show all that an engine has printed: what it was about stands at its start, what went wrong mostly at its end. */
const FIRST_LINES = 8;
const LAST_LINES = 24;

/** @param {string} text */
function shortened(text) {
  const lines = text.trimEnd().split("\n");
  const left = lines.length - FIRST_LINES - LAST_LINES;
  if (left <= 1) return lines.join("\n");
  return [...lines.slice(0, FIRST_LINES), `(${left} more lines)`, ...lines.slice(-LAST_LINES)].join("\n");
}

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
    /** @type {import("./runMocha.mjs").FailedTest[]} */
    const failedTests = [];
    /** @type {(kind: "passed" | "failed" | "skipped") => (of: import("mocha").Runnable, error?: unknown) => void} */
    const count = (kind) => (of, error) => {
      const file = relative(process.cwd(), of.file ?? of.parent?.file ?? "");
      files[file] ??= { passed: 0, failed: 0, skipped: 0 };
      files[file][kind]++;
      const why = error instanceof Error ? error.message : String(error);
      if (kind === "failed") failedTests.push({ name: `${file}: ${of.fullTitle()}`, why: shortened(why) });
    };
    runner.on("pass", count("passed")).on("fail", count("failed")).on("pending", count("skipped"));
    runner.once("end", () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      writeFileSync(totals, JSON.stringify({ passed: passes, failed: failures, skipped: pending, files, failedTests }));
    });
  }
};
