import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configure, playScene, showJournal } from "./demo/play.mjs";
import { scenes } from "./demo/scenes.mjs";
import { createScreen, withoutColour } from "./demo/screen.mjs";
import { startSimulator } from "./demo/simulator.mjs";
import { createPrivateEngine } from "./engine/privateEngine.mjs";
import { OWN_NAME, writeProject } from "./engine/project.mjs";
import { resolveEngine } from "./engine/resolve.mjs";
import { root } from "./root.mjs";

/**
 * `npm run demo`: a whole migration, run by the real engine against a simulator that knows nothing of the old array.
 * @param {{ steps: import("./process/steps.mjs").Steps, signal: AbortSignal }} context
 * @returns {Promise<number>} the exit code
 */
export async function demo({ steps, signal }) {
  const engine = await resolveEngine({ log: steps.say, signal });
  steps.say(`engine: pulumi ${engine.version} (${engine.source})`);
  signal.throwIfAborted();
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
  return 0;
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
