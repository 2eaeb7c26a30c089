import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { buildCompiled } from "./built.mjs";
import { describeMachine } from "./machine.mjs";
import { median } from "./provider/statistics.mjs";

const IMPORTS = 1000;
const LATENCY_MILLISECONDS = 20;
const WATCHED_SECONDS = 30;

/**
 * `npm run bench -- command [--rounds 9]`: what the command costs, against a Node that does nothing, taking turns.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 */
export async function benchCommand(args, signal) {
  const rounds = roundsIn(args);
  await buildCompiled(signal);
  // What is compiled is there from here on.
  const { bundleCommand } = await import("../package/bundle.mjs");
  const { measureRuns, measureWatch } = await import("./command/measure.mjs");
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-bench-"));
  try {
    const file = join(folder, "powerstore-import.cjs");
    await bundleCommand(file);
    const options = { file, imports: IMPORTS, latencyMilliseconds: LATENCY_MILLISECONDS, signal };
    const { bare, help, status, requests } = await measureRuns({ ...options, rounds });
    const { cpuShare } = await measureWatch({ ...options, seconds: WATCHED_SECONDS });
    const base = median(bare);
    const goal = (/** @type {boolean} */ isMet) => (isMet ? "met" : "missed");
    const above = (/** @type {readonly number[]} */ times) => Math.round(median(times) - base);
    const rows = [
      `${describeMachine()}; ${rounds} rounds, medians; node -e 0 takes ${base.toFixed(0)} ms`,
      `--help: +${above(help)} ms (goal: at most +60 ms, ${goal(above(help) <= 60)})`,
      `status of ${IMPORTS} imports, ${LATENCY_MILLISECONDS} ms to the array: +${above(status)} ms (goal: at most +400 ms, ${goal(above(status) <= 400)})`,
      `requests of a status: ${requests} (goal: at most 4, ${goal(requests <= 4)})`,
      `watch of ${IMPORTS} imports for ${WATCHED_SECONDS} s: ${(cpuShare * 100).toFixed(1)} % of a core behind its start (goal: below 2 %, ${goal(cpuShare < 0.02)})`,
    ];
    process.stdout.write(`${rows.join("\n")}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} args */
function roundsIn([name, value, ...rest]) {
  if (name === undefined) return 9;
  const rounds = Number(value);
  if (name === "--rounds" && Number.isInteger(rounds) && rounds > 0 && rest.length === 0) return rounds;
  throw new Failure("it takes --rounds <number> and nothing else", 2);
}
