import { join } from "node:path";
import { runMocha } from "./mocha/runMocha.mjs";
import { run } from "./process/run.mjs";
import { root } from "./root.mjs";
import { describeParts } from "./summary.mjs";
import { withBuildInfo } from "./types/buildInfo.mjs";

/**
 * @typedef {import("./summary.mjs").PartResult} PartResult
 * @typedef {{ steps: import("./process/steps.mjs").Steps, signal: AbortSignal }} Context
 */

const coloured = process.stdout.isTTY === true;
const biome = [
  join(root, "node_modules", "@biomejs", "biome", "bin", "biome"),
  "ci",
  `--colors=${coloured ? "force" : "off"}`,
];
const typescript = [join(root, "node_modules", "typescript", "bin", "tsc"), "--pretty", String(coloured), "--noEmit"];

/** Every part that needs no tests: name and arguments of Node. Their output is captured, so they see no terminal. */
const staticParts = [
  { name: "format and lint", args: [...biome, "--error-on-warnings"] },
  { name: "types of tests", args: [...typescript, "-p", "tests"], buildInfo: "tests/tsconfig.tsbuildinfo" },
  { name: "types of tools", args: [...typescript, "-p", "tools"], buildInfo: "tools/tsconfig.tsbuildinfo" },
  { name: "types of the simulator's page", args: [...typescript, "-p", "simulator/tsconfig.page.json"] },
  { name: "types of the report's page", args: [...typescript, "-p", "command/tsconfig.page.json"] },
];

/**
 * `npm run check`: everything that needs no engine.
 * @param {Context} context
 * @returns {Promise<number>} the exit code
 */
export async function check(context) {
  const parts = await runChecks(context);
  process.stdout.write(`${describeParts(parts)}\n`);
  return parts.every(({ passed }) => passed) ? 0 : 1;
}

/** The larger half of the tests, which has a core of its own: the provider above its client. */
const largerHalf = ["tests/provider/!(powerstore)/**", "tests/provider/*.test.ts"];
const smallerHalf = ["tests/provider/powerstore/**", "tests/!(provider)/**", "tests/*.test.ts"];

/**
 * The static parts run one after another beside the tests: two lanes for two cores.
 * @param {Context} context
 * @returns {Promise<PartResult[]>}
 */
async function runChecks({ steps, signal }) {
  steps.say("check: format, lint and types, beside unit and simulator tests");
  const options = /** @type {const} */ ({ signal, base: "dot", config: ".mocharc.unit.json" });
  const statics = runStaticParts(signal);
  const [results, ...tests] = await Promise.all([
    statics,
    timedMocha("tests of the lifecycle", { ...options, ignore: smallerHalf }),
    statics.then(() => timedMocha("client, simulator, tools", { ...options, ignore: largerHalf })),
  ]);
  showFailed(results);
  return [...results, ...tests];
}

/**
 * All unit and simulator tests in one process, and what they cover.
 * @param {AbortSignal} signal
 */
export function runUnitTests(signal) {
  const options = /** @type {const} */ ({ signal, base: "dot", config: ".mocharc.unit.json", output: "capture" });
  return timedMocha("unit and simulator tests", { ...options, coverage: true });
}

/**
 * One after another. Their output is for the end and only if they fail, for it would tear that of tests apart.
 * @param {AbortSignal} signal
 */
export async function runStaticParts(signal) {
  /** @type {(PartResult & { output: string })[]} */
  const results = [];
  for (const { name, args, buildInfo } of staticParts) {
    const start = Date.now();
    const work = () => run(process.execPath, args, { cwd: root, signal });
    const { code, stdout, stderr } = await (buildInfo === undefined ? work() : withBuildInfo(buildInfo, work));
    results.push({ name, milliseconds: Date.now() - start, passed: code === 0, output: stdout + stderr });
  }
  return results;
}

/** @param {Awaited<ReturnType<typeof runStaticParts>>} parts */
export function showFailed(parts) {
  for (const { name, output } of parts.filter(({ passed }) => !passed)) {
    process.stdout.write(`\n--- ${name} FAILED\n${output}`);
  }
}

/**
 * @param {string} name
 * @param {Parameters<typeof runMocha>[0]} options
 * @returns {Promise<PartResult>}
 */
export async function timedMocha(name, options) {
  const start = Date.now();
  const { code, shown, totals } = await runMocha(options);
  return {
    name,
    shown,
    milliseconds: Date.now() - start,
    passed: code === 0 && totals !== undefined,
    totals,
    detail: totals === undefined ? `mocha did not come to its end (exit code ${code})` : undefined,
  };
}
