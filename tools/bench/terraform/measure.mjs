import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startSimulator } from "../../../simulator/dist/index.js";
import { Failure } from "../../process/interruption.mjs";

/**
 * @typedef {{ folder: string, provider: string, imports: number, latencyMilliseconds: number, kind: "sessions" | "wave", signal: AbortSignal }} Bench
 * @typedef {{ command: string, requests: number, goal: number, logins: number, open: number, connections: number, seconds: number }} CommandFigures
 */

/** Each command, and how many requests of an array it may take for so many sessions. */
const commands = /** @type {const} */ ([
  ["create", ["apply", "-auto-approve"], (/** @type {number} */ imports) => imports + 20],
  ["no change", ["plan", "-detailed-exitcode"], () => 8],
  ["refresh", ["apply", "-refresh-only", "-auto-approve"], () => 8],
  ["destroy", ["destroy", "-auto-approve"], (/** @type {number} */ imports) => 2 * imports + 30],
]);

/**
 * One stack through its life, by the Terraform on PATH.
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
    writeFileSync(join(stack, "main.tf"), programOf(bench.kind, volumes));
    writeFileSync(join(stack, "terraformrc"), settingsOf(bench));
    const env = environmentOf(stack, simulator);
    const figures = [];
    for (const [command, args, goal] of commands) {
      bench.signal.throwIfAborted();
      simulator.clearJournal();
      const before = { logins: simulator.logins(), connections: simulator.connections() };
      const start = performance.now();
      await run(args, { cwd: stack, env });
      const { open, opened } = simulator.logins();
      figures.push({
        command,
        requests: simulator.journal().entries.length,
        goal: goal(imports),
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
 * @param {Bench["kind"]} kind
 * @param {readonly string[]} volumes
 */
function programOf(kind, volumes) {
  const head = `terraform {
  required_providers { powerstore-import = { source = "pulumi-powerstore-import/powerstore-import" } }
}
locals { sources = ${JSON.stringify(volumes)} }
`;
  return kind === "sessions"
    ? `${head}resource "powerstore-import_session" "all" {
  for_each           = toset(local.sources)
  remote_system_id   = "rs-unity-01"
  source_resource_id = each.key
  cancel_on_destroy  = true
}
`
    : `${head}resource "powerstore-import_wave" "all" {
  name              = "all"
  remote_system_id  = "rs-unity-01"
  sessions          = { for id in local.sources : id => { source_resource_id = id } }
  cancel_on_destroy = true
}
`;
}

/** @param {Bench} bench */
const settingsOf = ({ provider }) => `provider_installation {
  dev_overrides { "pulumi-powerstore-import/powerstore-import" = ${JSON.stringify(dirname(provider))} }
  direct {}
}
`;

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
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
async function run(args, options) {
  const child = spawn("terraform", [...args, "-no-color", "-input=false"], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Failure(`terraform ${args.join(" ")} ended with ${code}:\n${Buffer.concat(said)}`);
}
