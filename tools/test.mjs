import { runChecks, timedMocha } from "./check.mjs";
import { laneOfMachine, recordRun } from "./lanes/results.mjs";
import { withLane } from "./lanes/withLane.mjs";
import { seconds } from "./process/steps.mjs";
import { describeParts } from "./summary.mjs";
import { findMachine, findOther } from "./test/findSets.mjs";

/**
 * @typedef {import("./summary.mjs").PartResult} PartResult
 * @typedef {import("./check.mjs").Context} Context
 * @typedef {import("./test/findSets.mjs").Machine} Machine
 * @typedef {import("./test/findSets.mjs").Other} Other
 */

/**
 * `npm test`: everything that must hold, on what the machine has; and the end-to-end tests on the lane that it has not.
 * @param {Context} context
 * @returns {Promise<number>} the exit code
 */
export async function test(context) {
  const checks = await runChecks(context, { coverage: true });
  const machine = await findMachine(context);
  const other = await findOther(context, machine.engine);
  const parts = [...checks, machine.part, other.part, ...(await runLong(context, machine, other))];
  process.stdout.write(`${machine.note}${other.note}${describeParts(parts)}\n`);
  return parts.every(({ passed }) => passed) ? 0 : 1;
}

/**
 * What takes minutes, in two strands for two cores. The output of the second is shown when the first has ended: it would tear the lines of the
 * first apart.
 * @param {Context} context
 * @param {Machine} machine
 * @param {Other} other
 * @returns {Promise<PartResult[]>}
 */
async function runLong(context, machine, other) {
  const [first, second] = await Promise.all([
    inTurn([() => runMachine(context, machine), () => runProofs(context, "histories and walks")]),
    inTurn([() => runOther(context, other), () => runProofs(context, "faults, packages")]),
  ]);
  const parts = [...first, ...second];
  for (const { name, shown } of parts.filter((part) => (part.shown ?? "") !== "")) {
    process.stdout.write(`\n--- ${name}\n${shown}`);
  }
  return parts;
}

/**
 * @param {readonly (() => Promise<PartResult | undefined>)[]} works
 * @returns {Promise<PartResult[]>}
 */
async function inTurn(works) {
  const results = [];
  for (const work of works) {
    results.push(await work());
  }
  return results.filter((result) => result !== undefined);
}

/**
 * Random histories, walks, and the fault matrix: minutes, where the check is to take less than one.
 * @param {Context} context
 * @param {keyof typeof proofs} name
 */
async function runProofs({ steps, signal }, name) {
  steps.say(`${name}: begun`);
  const options = { signal, base: /** @type {const} */ ("spec"), config: ".mocharc.proofs.json", ignore: proofs[name] };
  return ended(steps, await timedMocha(name, { ...options, output: "capture" }));
}

/** The parts of the proofs, by what each of them leaves to the other. */
const proofs = {
  "histories and walks": ["tests/{faults,simulator}/**"],
  "faults, packages": ["tests/{simulation,walk}/**"],
};

const endToEnd = /** @type {const} */ ({ base: "spec", config: ".mocharc.e2e.json" });

/**
 * Without an engine they run too, and count themselves as skipped; unless one is required.
 * @param {Context} context
 * @param {Machine} machine
 * @returns {Promise<PartResult | undefined>}
 */
async function runMachine({ steps, signal }, { engine, way, part: { passed } }) {
  if (!passed) {
    return undefined;
  }
  steps.say("end to end: the real engine against the simulator");
  const env = { ...process.env, POWERSTORE_IMPORT_ENGINE: way };
  const part = await timedMocha("end-to-end tests", { ...endToEnd, signal, env });
  const lane = engine && laneOfMachine(engine.version);
  if (lane) {
    recordRun(lane, part);
  }
  return part;
}

/** What depends on neither engine nor Node, and is not run twice: package managers lay out the package, generators write SDKs. */
const sameOnAllLanes = ["tests/e2e/packageManagers.test.ts", "tests/e2e/pluginSdks.test.ts"];

/**
 * @param {Context} context
 * @param {Other} other
 * @returns {Promise<PartResult | undefined>}
 */
async function runOther({ steps, signal }, { lane, prepared }) {
  if (prepared === undefined) {
    return undefined;
  }
  const name = `end-to-end tests, ${lane.name}`;
  steps.say(`${name}: begun; their output comes later`);
  const part = await withLane(lane, prepared, ({ node, env }) =>
    timedMocha(name, { ...endToEnd, signal, node, env, ignore: sameOnAllLanes, output: "capture" }),
  );
  recordRun(lane, part);
  return ended(steps, part);
}

/**
 * @param {Context["steps"]} steps
 * @param {PartResult} part
 */
function ended(steps, part) {
  steps.say(`${part.name}: ${part.passed ? "passed" : "FAILED"} in ${seconds(part.milliseconds)}`);
  return part;
}
