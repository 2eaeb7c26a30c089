import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** Inherited by every process that a test starts, so that those of an interrupted run can be found. */
const marker = "MOCHA_RUN_FOLDER";

/**
 * Runs mocha, its output on our own, and answers its true totals. Mocha dies of a Ctrl-C at once, without its hooks:
 * the engines and temporary files of the tests are cleared away here.
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {"dot" | "spec"} options.base what the output looks like
 * @param {boolean} [options.coverage] under c8, with a summary
 * @param {string} [options.config] a .mocharc file other than the default
 * @param {readonly string[]} [options.ignore] patterns of files that the configuration names and that are left out
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<{ code: number, totals: Totals | undefined }>} no totals: mocha did not come to its end
 */
export async function runMocha({ signal, base, coverage = false, config, ignore = [], env = process.env }) {
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
  ];
  try {
    const testEnv = { ...env, TMPDIR: folder, [marker]: folder };
    const { code } = await run(process.execPath, args, { cwd: root, signal, env: testEnv, output: "inherit" });
    return { code, totals: readTotals(totalsFile) };
  } finally {
    killProcessesWithVariable(marker, folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * @param {string} file
 * @returns {Totals | undefined}
 */
function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
