import { availableParallelism } from "node:os";
import { runStaticParts, runUnitTests, showFailed, timedMocha } from "./check.mjs";
import { laneOf } from "./lanes/lanes.mjs";
import { finishMatrix } from "./lanes/readmeMatrix.mjs";
import { laneOfMachine, originOfRun, recordRun } from "./lanes/results.mjs";
import { withLane } from "./lanes/withLane.mjs";
import { seconds } from "./process/steps.mjs";
import { describeParts, joinParts } from "./summary.mjs";
import { findMachine, findOther, findTerraform } from "./test/findSets.mjs";
import { createPool } from "./test/pool.mjs";
import { endToEndFiles, sharesOf } from "./test/shares.mjs";

/**
 * @typedef {import("./summary.mjs").PartResult} PartResult
 * @typedef {import("./check.mjs").Context} Context
 * @typedef {import("./test/findSets.mjs").Machine} Machine
 * @typedef {import("./test/findSets.mjs").Other} Other
 * @typedef {Parameters<typeof finishMatrix>[0]} Results
 * @typedef {Context & { pool: ReturnType<typeof createPool>, origin: ReturnType<typeof originOfRun>, results: Results }} Run results of lanes that ran whole
 * @typedef {Parameters<typeof timedMocha>[1]} MochaOptions
 */

/**
 * `npm test`: everything that must hold, on what the machine has; and the end-to-end tests on the lane that it has not.
 *
 * All of it is dealt out to one process more than there are cores, for a run of the engine waits for a quarter of its time; what takes long begins
 * first.
 * @param {Context} context
 * @returns {Promise<number>} the exit code
 */
export async function test(context) {
  const machine = await findMachine(context);
  const other = await findOther(context, machine.engine);
  const terraforms = [await findTerraform(context, "terraform"), await findTerraform(context, "tofu")];
  const run = { ...context, pool: createPool(availableParallelism() + 1), origin: originOfRun(), results: {} };
  const [ofMachine, ofOther, faults, unit, histories, statics] = await Promise.all([
    runMachine(run, machine),
    runOther(run, other),
    runProofs(run, "faults, packages"),
    shown(run, "unit and simulator tests", () => runUnitTests(run.signal)),
    runProofs(run, "histories and walks"),
    run.pool(() => runStaticParts(run.signal)),
  ]);
  showFailed(statics);
  const parts = [
    ...statics,
    unit,
    machine.part,
    other.part,
    ...terraforms.map(({ part }) => part),
    ofMachine,
    histories,
    ofOther,
    faults,
    finishMatrix(run.results, { isCi: process.env.CI === "true" }),
  ];
  const done = parts.filter((part) => part !== undefined);
  const notes = [machine, other, ...terraforms].map(({ note }) => note).join("");
  process.stdout.write(`${notes}${describeParts(done)}\n`);
  return done.every(({ passed }) => passed) ? 0 : 1;
}

/**
 * A process of the pool. What it prints is shown when it has ended: several at once would tear each other's lines apart.
 * @param {Run} run
 * @param {string} name
 * @param {() => Promise<PartResult>} work
 */
function shown({ steps, pool }, name, work) {
  return pool(async () => {
    steps.say(`${name}: begun`);
    const part = await work();
    steps.say(`${name}: ${part.passed ? "passed" : "FAILED"} in ${seconds(part.milliseconds)}`);
    process.stdout.write(`${part.shown ?? ""}\n`);
    return part;
  });
}

/**
 * Random histories, walks, and the fault matrix: minutes, where the check is to take less than one.
 * @param {Run} run
 * @param {keyof typeof proofs} name
 */
function runProofs(run, name) {
  const options = /** @type {const} */ ({ signal: run.signal, base: "spec", config: ".mocharc.proofs.json" });
  return shown(run, name, () => timedMocha(name, { ...options, ignore: proofs[name], output: "capture" }));
}

/** The parts of the proofs, by what each of them leaves to the other. */
const proofs = {
  "histories and walks": ["tests/{command,faults,simulator}/**"],
  "faults, packages": ["tests/{simulation,walk}/**"],
};

/** So many processes have the end-to-end tests of one set of versions. */
const SHARES = 3;

/**
 * @param {Run} run
 * @param {string} name
 * @param {Pick<MochaOptions, "env" | "node">} on
 * @param {readonly string[]} [leftOut] files
 * @returns {Promise<PartResult>}
 */
async function runEndToEnd(run, name, on, leftOut = []) {
  const all = endToEndFiles();
  const shares = sharesOf(
    all.filter((file) => !leftOut.includes(file)),
    SHARES,
  );
  const options = /** @type {const} */ ({ ...on, signal: run.signal, base: "spec", config: ".mocharc.e2e.json" });
  const parts = await Promise.all(
    shares.map((files, index) => {
      const share = `${name} ${index + 1} of ${shares.length}`;
      // What the others have is left out, so that a file which was dealt to nobody would run everywhere, not nowhere.
      const ignore = all.filter((file) => !files.includes(file));
      return shown(run, share, () => timedMocha(share, { ...options, ignore, output: "capture" }));
    }),
  );
  return joinParts(name, parts);
}

/**
 * Without an engine they run too, and count themselves as skipped; unless one is required.
 * @param {Run} run
 * @param {Machine} machine
 * @returns {Promise<PartResult | undefined>}
 */
async function runMachine(run, { engine, way, part: { passed } }) {
  if (!passed) {
    return undefined;
  }
  const env = { ...process.env, POWERSTORE_IMPORT_ENGINE: way };
  const part = await runEndToEnd(run, "end-to-end tests", { env });
  const lane = engine && laneOfMachine(engine.version);
  if (lane) {
    const own = { node: process.versions.node, python: laneOf(process.env).python };
    run.results[lane.name] = recordRun(lane, part, { ...run.origin, ...own });
  }
  return part;
}

/**
 * What depends on neither engine nor Node, and is not run twice: package managers lay out the package, generators write SDKs, what the README says is
 * typed, workflow files of the repository are read by checkers of their own, and Terraform and OpenTofu belong to no lane. Where their provider depends on Node, in its life as a
 * process and its connections, is in their files that are not named here.
 */
const sameOnAllLanes = [
  ...["packageManagers", "pluginSdks", "wholeWay", "workflows"],
  ...["terraform/copies", "terraform/hundred", "terraform/ignoring", "terraform/imports", "terraform/incomplete"],
  ...["terraform/options", "terraform/places", "terraform/records", "terraform/renamed", "terraform/secrets"],
  ...["terraform/testFiles", "terraform/unknowns", "terraform/waveMembers"],
].map((name) => `tests/e2e/${name}.test.ts`);

/**
 * @param {Run} run
 * @param {Other} other
 * @returns {Promise<PartResult | undefined>}
 */
async function runOther(run, { lane, prepared }) {
  if (prepared === undefined) {
    return undefined;
  }
  const name = `end-to-end tests, ${lane.name}`;
  const part = await withLane(lane, prepared, (on) => runEndToEnd(run, name, on, sameOnAllLanes));
  run.results[lane.name] = recordRun(lane, part, run.origin);
  return part;
}
