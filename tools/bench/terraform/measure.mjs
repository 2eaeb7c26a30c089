import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../../simulator/dist/index.js";
import { Failure } from "../../process/interruption.mjs";
import { programOf, settingsOf } from "./programs.mjs";

/**
 * @typedef {object} Bench
 * @property {string} folder for what is written
 * @property {string} terraform the program
 * @property {string} provider the file of ours
 * @property {string} [dellsProvider] the folder of Dell's
 * @property {number} imports
 * @property {number} latencyMilliseconds
 * @property {import("./programs.mjs").Kind} kind
 * @property {AbortSignal} signal
 *
 * @typedef {typeof commands[number][0]} Command
 * @typedef {{ command: Command, requests: number, logins: number, open: number, connections: number, seconds: number }} CommandFigures
 */

const commands = /** @type {const} */ ([
  ["create", ["apply", "-auto-approve"]],
  ["no change", ["plan", "-detailed-exitcode"]],
  ["refresh", ["apply", "-refresh-only", "-auto-approve"]],
  ["destroy", ["destroy", "-auto-approve"]],
]);

/**
 * One stack through its life.
 * @param {Bench} bench
 * @returns {Promise<CommandFigures[]>}
 */
export async function measureCommands(bench) {
  const { imports, latencyMilliseconds } = bench;
  const simulator = await startSimulator({
    sources: [{ name: "Unity-01", type: "Unity", volumes: imports }],
    maxActiveSessions: imports,
    setUpSeconds: 0,
    cancelSeconds: 0,
    clock: "real",
    latencyMilliseconds,
  });
  try {
    const stack = join(bench.folder, bench.kind);
    mkdirSync(stack, { recursive: true });
    const volumes = (simulator.world.rows("import_unity_volume") ?? []).map(({ id }) => id);
    writeFileSync(join(stack, "main.tf"), programOf(bench.kind, volumes, simulator));
    writeFileSync(join(stack, "terraformrc"), settingsOf(bench));
    const env = environmentOf(stack, simulator);
    const figures = [];
    for (const [command, args] of commands) {
      bench.signal.throwIfAborted();
      simulator.clearJournal();
      const before = { logins: simulator.logins(), connections: simulator.connections() };
      const start = performance.now();
      await run(bench.terraform, args, { cwd: stack, env });
      const { open, opened } = simulator.logins();
      figures.push({
        command,
        requests: simulator.journal().entries.length,
        logins: opened - before.logins.opened,
        open,
        connections: simulator.connections().opened - before.connections.opened,
        seconds: (performance.now() - start) / 1000,
      });
    }
    return figures;
  } finally {
    await simulator.close();
  }
}

/**
 * @param {string} stack
 * @param {import("../../../simulator/dist/index.js").Simulator} simulator
 */
const environmentOf = (stack, { endpoint, username, password, caFile }) => ({
  ...process.env,
  TF_CLI_CONFIG_FILE: join(stack, "terraformrc"),
  CHECKPOINT_DISABLE: "1",
  POWERSTORE_ENDPOINT: endpoint,
  POWERSTORE_USERNAME: username,
  POWERSTORE_PASSWORD: password,
  POWERSTORE_CA_FILE: caFile,
});

/**
 * @param {string} terraform
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
async function run(terraform, args, options) {
  const child = spawn(terraform, [...args, "-no-color", "-input=false"], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Failure(`terraform ${args.join(" ")} ended with ${code}:\n${Buffer.concat(said)}`);
}
