import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { configure, playScene, showJournal } from "./demo/play.mjs";
import { scenes } from "./demo/scenes.mjs";
import { createScreen, withoutColour } from "./demo/screen.mjs";
import { startSimulator } from "./demo/simulator.mjs";
import { playTerraform } from "./demo/terraform/terraform.mjs";
import { playWave } from "./demo/wave/wave.mjs";
import { createPrivateEngine } from "./engine/privateEngine.mjs";
import { OWN_NAME, writeProject } from "./engine/project.mjs";
import { resolveEngine } from "./engine/resolve.mjs";
import { Failure } from "./process/interruption.mjs";
import { root } from "./root.mjs";

/**
 * `npm run demo`: a whole migration, run by the real engine against a simulator that knows nothing of the old array. `-- wave`: a wave in three nights. `-- terraform`: an
 * import by Terraform or OpenTofu.
 * @param {{ steps: import("./process/steps.mjs").Steps, signal: AbortSignal }} context
 * @returns {Promise<number>} the exit code
 */
export async function demo({ steps, signal }) {
  const args = process.argv.slice(3);
  if (args.join() === "terraform") {
    await playTerraform(steps, signal);
    return 0;
  }
  const wave = waveOptions(args);
  const engine = await resolveEngine({ log: steps.say, signal });
  steps.say(`engine: pulumi ${engine.version} (${engine.source})`);
  signal.throwIfAborted();
  if (wave !== undefined) {
    await playWave(engine, wave, signal);
    return 0;
  }
  await playMigration(engine, steps, signal);
  return 0;
}

const USAGE = "usage: npm run demo [-- wave [--members <10 to 99>] [--record <file>] | -- terraform]";

/**
 * @param {readonly string[]} args
 * @returns {{ members: number, record?: string | undefined } | undefined} undefined: no wave is asked for
 */
function waveOptions(args) {
  if (args.length === 0) return undefined;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { members: { type: "string", default: "40" }, record: { type: "string" } },
      allowPositionals: true,
    });
    const members = Number(values.members);
    if (positionals.join() !== "wave" || !Number.isInteger(members) || members < 10 || members > 99)
      throw new Error(USAGE);
    return { members, record: values.record };
  } catch {
    throw new Failure(USAGE, 2);
  }
}

/**
 * @param {import("./engine/contract.js").Engine} engine
 * @param {import("./process/steps.mjs").Steps} steps
 * @param {AbortSignal} signal
 */
async function playMigration(engine, steps, signal) {
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-demo-array-"));
  try {
    const nothing = join(folder, "sources.json");
    writeFileSync(nothing, "[]");
    const simulator = await startSimulator({ startAt: new Date(), moreArgs: ["--sources", nothing] });
    try {
      steps.say("simulator: listening, its clock moves only when the demo says so");
      await play(engine, simulator, signal);
    } finally {
      await simulator.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import("./engine/contract.js").Engine} engine
 * @param {import("./demo/simulator.mjs").RunningSimulator} simulator
 * @param {AbortSignal} signal
 */
async function play(engine, simulator, signal) {
  const screen = createScreen();
  const pulumi = await createPrivateEngine({
    engine,
    signal,
    stack: "demo",
    prepare: prepareProgram,
    env: { POWERSTORE_CA_FILE: simulator.ready.caFile },
    // "@ updating....." only shows that the engine lives
    onLine: (line) => withoutColour(line).startsWith("@ ") || screen.quote(line),
  });
  const stage = { pulumi, simulator, screen, signal };
  try {
    const asked = [];
    await configure(stage);
    for (const [index, scene] of scenes.entries()) {
      screen.heading(`${index + 1}. ${scene.title}`);
      asked.push(...(await playScene(scene, stage)));
    }
    showJournal(asked, screen);
  } finally {
    await pulumi.close();
  }
}

/**
 * The program is a copy: a link to it would find the checkout's packages, whatever the project has.
 * @param {string} projectFolder
 */
function prepareProgram(projectFolder) {
  const program = readFileSync(join(root, "examples", "whole-migration", "index.ts"), "utf8");
  const plugins = { "powerstore-import": `node_modules/${OWN_NAME}` };
  writeProject(projectFolder, { name: "whole-migration", files: { "index.ts": program }, plugins });
}
