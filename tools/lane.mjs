import { timedMocha } from "./check.mjs";
import { laneNamed, lanes } from "./lanes/lanes.mjs";
import { originOfRun, recordRun } from "./lanes/results.mjs";
import { prepareLane, withLane } from "./lanes/withLane.mjs";
import { Failure } from "./process/interruption.mjs";
import { describeParts } from "./summary.mjs";

/**
 * `npm run lane -- newest [files]`: end-to-end tests on the engine, the Node and the packages of a lane, all of them or those in some files.
 * @param {import("./check.mjs").Context} context
 * @returns {Promise<number>} the exit code
 */
export async function runLane({ steps, signal }) {
  const [name, ...files] = process.argv.slice(3);
  if (name === undefined) {
    throw new Failure(`usage: npm run lane -- ${Object.keys(lanes).join("|")} [files]`, 2);
  }
  const lane = laneNamed(name);
  const prepared = await prepareLane(lane, { env: process.env, signal, log: steps.say });
  if ("reason" in prepared) {
    throw new Failure(prepared.reason);
  }
  const origin = originOfRun();
  const part = await withLane(lane, prepared, ({ node, env }) => {
    const which = files.length === 0 ? { config: ".mocharc.e2e.json" } : { args: ["--timeout", "180000", ...files] };
    return timedMocha(`end-to-end tests, ${name}`, { signal, base: "spec", node, env, ...which });
  });
  if (files.length === 0) {
    recordRun(lane, part, origin);
  }
  process.stdout.write(`${describeParts([part])}\n`);
  return part.passed ? 0 : 1;
}
