import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMPILE_CACHE_VARIABLE } from "../compileCache/compileCache.mjs";
import { run } from "../process/run.mjs";
import { killProcessesWithVariable } from "../process/tree.mjs";
import { root } from "../root.mjs";

const modules = join(root, "node_modules");
const reporter = join(root, "tools", "mocha", "totalsReporter.cjs");
const coverageArgs = [
  join(modules, "c8", "bin", "c8.js"),
  "--reporter=text-summary",
  "--include=provider/**",
  "--include=sdk/**",
  "--include=simulator/src/**",
  process.execPath,
];

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** @typedef {{ name: string, why: string }} FailedTest a test or hook by its file and title, and its error */

/**
 * Of a run, and of each file of tests by its path in the checkout; and what failed.
 * @typedef {Totals & { files: Readonly<Record<string, Totals>>, failedTests: readonly FailedTest[] }} RunTotals
 */

/** Inherited by every process that a test starts, so that those of an interrupted run can be found. */
const MARKER = "MOCHA_RUN_FOLDER";

/**
 * Runs mocha, its output on our own, and answers its true totals. Mocha dies of a Ctrl-C at once, without its hooks:
 * the engines and temporary files of the tests are cleared away here.
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {"dot" | "spec"} options.base what the output looks like
 * @param {boolean} [options.coverage] under c8, with a summary
 * @param {string} [options.config] a .mocharc file other than the default
 * @param {readonly string[]} [options.ignore] patterns of files that the configuration names and that are left out
 * @param {readonly string[]} [options.args] more for mocha's command line
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.node] full path of the Node that runs it; default: ours
 * @param {"inherit" | "capture"} [options.output] captured where two runs would tear each other's lines apart; default "inherit"
 * @returns {Promise<{ code: number, shown: string, totals: RunTotals | undefined }>} what was captured; no totals: mocha did not come to its end
 */
export async function runMocha(options) {
  const { signal, base, coverage = false, config, ignore = [], args: more = [] } = options;
  const { env = process.env, node = process.execPath, output = "inherit" } = options;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-mocha-"));
  const totalsFile = join(folder, "totals.json");
  const args = [
    ...(coverage ? coverageArgs : []),
    join(modules, "mocha", "bin", "mocha.js"),
    ...(config === undefined ? [] : ["--config", config]),
    ...ignore.flatMap((pattern) => ["--ignore", pattern]),
    "--forbid-only",
    process.stdout.isTTY ? "--color" : "--no-color", // mocha takes CI for a reason to colour a log file
    ...["--reporter", reporter, "--reporter-option", `base=${base},totals=${totalsFile}`],
    ...more,
  ];
  try {
    const testEnv = { ...env, TMPDIR: folder, [MARKER]: folder, [COMPILE_CACHE_VARIABLE]: join(folder, "compiled") };
    const { code, stdout, stderr } = await run(node, args, { cwd: root, signal, env: testEnv, output });
    return { code, shown: stdout + stderr, totals: readTotals(totalsFile) };
  } finally {
    killProcessesWithVariable(MARKER, folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * @param {string} file
 * @returns {RunTotals | undefined}
 */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
