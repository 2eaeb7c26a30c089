import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveEither } from "../../engine/terraformEngines.mjs";
import { bundleTerraform } from "../../package/bundle.mjs";
import { writeTerraformZips } from "../../package/terraformZips.mjs";
import { Failure } from "../../process/interruption.mjs";
import { root } from "../../root.mjs";
import { letTimePass } from "../arrayTime.mjs";
import { playOn, requireStates, showJournal, showSessions } from "../play.mjs";
import { createScreen, withoutColour } from "../screen.mjs";
import { startSimulator } from "../simulator.mjs";
import { PrivateTerraform } from "./privateTerraform.mjs";
import { scenes } from "./scenes.mjs";

/**
 * @typedef {object} Stage
 * @property {PrivateTerraform} terraform
 * @property {string} name of the engine, as it is typed
 * @property {import("../simulator.mjs").RunningSimulator} simulator
 * @property {import("../screen.mjs").Screen} screen
 * @property {AbortSignal} signal
 */

/**
 * `npm run demo -- terraform`: the life of an import by the real Terraform or OpenTofu, by the example's configuration and a simulator.
 * @param {import("../../process/steps.mjs").Steps} steps
 * @param {AbortSignal} signal
 */
export async function playTerraform(steps, signal) {
  const found = await resolveEither({ log: steps.say, signal });
  signal.throwIfAborted();
  if ("reason" in found)
    throw new Failure(`there is neither Terraform nor OpenTofu to play this demo: ${found.reason}.`);
  const { name, engine } = found;
  const { program } = engine;
  steps.say(`engine: ${program} ${engine.version} (${engine.source})`);
  await bundleTerraform();
  const simulator = await startSimulator({ startAt: new Date() });
  try {
    steps.say("simulator: listening, its clock moves only when the demo says so");
    await play({ name, program, simulator, signal });
  } finally {
    await simulator.stop();
  }
}

/** @param {{ name: string, program: string, simulator: import("../simulator.mjs").RunningSimulator, signal: AbortSignal }} of */
async function play({ name, program, simulator, signal }) {
  const screen = createScreen();
  const { endpoint, username, password, caFile } = simulator.ready;
  const env = {
    POWERSTORE_ENDPOINT: endpoint,
    POWERSTORE_USERNAME: username,
    POWERSTORE_PASSWORD: password,
    POWERSTORE_CA_FILE: caFile,
  };
  const terraform = new PrivateTerraform({
    program,
    env,
    signal,
    onLine: (line) => withoutColour(line).trim() !== "" && screen.quote(line),
  });
  try {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    terraform.prepare(join(root, "examples/terraform/quickstart/main.tf"), (folder) =>
      writeTerraformZips(folder, version),
    );
    for (const variable of Object.keys(env)) screen.command(`export ${variable}=...`);
    const stage = { terraform, name, simulator, screen, signal };
    const asked = [];
    for (const [index, scene] of scenes.entries()) {
      screen.heading(`${index + 1}. ${scene.title}`);
      asked.push(...(await playScene(scene, stage)));
    }
    showJournal(asked, screen);
  } finally {
    terraform.close();
  }
}

/**
 * Plays one scene; fails if the array is not in the state that the scene promises.
 * @param {import("./scenes.mjs").Scene} scene
 * @param {Stage} stage
 * @returns {Promise<import("../simulator.mjs").JournalEntry[]>} what the engine's run asked of the array
 */
async function playScene({ command, isRefused = false, states, after }, stage) {
  const { terraform, name, simulator, screen } = stage;
  const [verb = "", ...others] = command;
  screen.command([name, ...command].join(" "));
  const isChange = verb !== "init";
  const before = (await simulator.journal()).length;
  const colour = screen.coloured ? [] : ["-no-color"];
  const args = [verb, "-input=false", ...colour, ...(isChange ? ["-auto-approve"] : []), ...others];
  const code = await letTimePass(simulator, terraform.run(args), { standsWithoutImports: true });
  if (code !== (isRefused ? 1 : 0)) {
    throw new Failure(`${name} ${verb} ended with exit code ${code}; its messages are above.`);
  }
  const asked = (await simulator.journal()).slice(before);
  await requireStates(states, simulator);
  if (isChange) await showSessions("now", stage);
  await playOn({ after }, stage);
  return asked;
}
