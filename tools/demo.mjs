import { cpSync } from "node:fs";
import { join } from "node:path";
import { configure, playScene, showJournal } from "./demo/play.mjs";
import { scenes } from "./demo/scenes.mjs";
import { createScreen, withoutColour } from "./demo/screen.mjs";
import { startSimulator } from "./demo/simulator.mjs";
import { createPrivateEngine } from "./engine/privateEngine.mjs";
import { link, linkPackages, packagePlaces } from "./engine/project.mjs";
import { resolveEngine } from "./engine/resolve.mjs";
import { root } from "./root.mjs";

const archiveDelay = 2 * 24 * 3_600_000;

/**
 * `npm run demo`: the quickstart, run by the real engine against the simulator.
 * @param {{ steps: import("./process/steps.mjs").Steps, signal: AbortSignal }} context
 * @returns {Promise<number>} the exit code
 */
export async function demo({ steps, signal }) {
  const engine = await resolveEngine({ log: steps.say, signal });
  steps.say(`engine: pulumi ${engine.version} (${engine.source})`);
  signal.throwIfAborted();
  // The provider refuses a start in the past by the real clock, so the array's clock has to begin near it.
  const now = new Date();
  const simulator = await startSimulator({ startAt: now });
  try {
    steps.say("simulator: listening, its clock moves only when the demo says so");
    await play(engine, simulator, signal, new Date(now.getTime() + archiveDelay));
  } finally {
    await simulator.stop();
  }
  return 0;
}

/**
 * @param {import("./engine/contract.js").Engine} engine
 * @param {import("./demo/simulator.mjs").RunningSimulator} simulator
 * @param {AbortSignal} signal
 * @param {Date} archiveStart
 */
async function play(engine, simulator, signal, archiveStart) {
  const screen = createScreen();
  const pulumi = await createPrivateEngine({
    engine,
    signal,
    stack: "demo",
    prepare: linkQuickstart,
    env: { POWERSTORE_CA_FILE: simulator.ready.caFile },
    // "@ updating....." only shows that the engine lives
    onLine: (line) => withoutColour(line).startsWith("@ ") || screen.quote(line),
  });
  const stage = { pulumi, simulator, screen, signal };
  try {
    const asked = [];
    await configure(stage, archiveStart);
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
 * The engine runs the checkout's own Pulumi.yaml and quickstart, but writes its stack's configuration into its folder. The program is a copy:
 * a link to it would find the checkout's packages, whatever the project has.
 * @param {string} projectFolder
 */
function linkQuickstart(projectFolder) {
  for (const name of ["Pulumi.yaml", "package.json", "tools"]) {
    link(join(root, name), join(projectFolder, name));
  }
  cpSync(join(root, "examples", "quickstart"), join(projectFolder, "examples", "quickstart"), { recursive: true });
  // The project has this package's name, and so finds it in itself.
  link(join(packagePlaces().own, "dist"), join(projectFolder, "dist"));
  linkPackages(projectFolder);
}
