import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../demo/simulator.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * What came of a call.
 * @typedef {object} Call
 * @property {string} call
 * @property {"answer" | "refusal" | "none"} expected by the simulator's claims; none: it claims nothing about this call
 * @property {boolean} isAsExpected
 * @property {string} detail
 */

/**
 * @typedef {object} Driven
 * @property {readonly Call[]} calls
 * @property {string} [problem] why the driver did not come to its end
 */

const seed = join(root, "tools", "clients", "seed.yaml");

/**
 * Installs a client into a temporary folder, and drives it against a new simulator on loopback.
 * @param {import("./clients.mjs").Client} client
 * @param {AbortSignal} signal
 * @returns {Promise<Driven>}
 */
export async function drive(client, signal) {
  const folder = mkdtempSync(join(tmpdir(), `powerstore-${client.name}-`));
  try {
    console.log(`installing ${client.title} ...`);
    for (const step of client.install(folder)) await install(step, signal);
    // The array's time goes on by hours, and a client's own clock does not.
    const moreArgs = ["--seed", seed, "--idle-timeout-seconds", "1000000"];
    const simulator = await startSimulator({ startAt: new Date(0), moreArgs });
    try {
      return await callAll(client.driver(folder), simulator.ready, signal);
    } finally {
      await simulator.stop();
    }
  } finally {
    // Go writes its modules without leave to delete them; they are not in here.
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import("./clients.mjs").Command} step
 * @param {AbortSignal} signal
 */
async function install({ command, args, cwd, env }, signal) {
  const { code, stderr } = await run(command, args, { cwd, env: { ...process.env, ...env }, signal });
  if (code !== 0) throw new Failure(`${command} ${args.join(" ")} failed (exit code ${code}): ${stderr.trim()}`);
}

/**
 * @param {import("./clients.mjs").Command} driver
 * @param {import("../demo/simulator.mjs").Ready} ready
 * @param {AbortSignal} signal
 * @returns {Promise<Driven>}
 */
async function callAll({ command, args }, ready, signal) {
  const env = {
    ...process.env,
    SIMULATOR_ENDPOINT: ready.endpoint,
    SIMULATOR_USERNAME: ready.username,
    SIMULATOR_PASSWORD: ready.password,
    SIMULATOR_CA_FILE: ready.caFile,
    SIMULATOR_CONTROL: ready.control,
    // The Go client has no option for an authority.
    SSL_CERT_FILE: ready.caFile,
    NO_PROXY: "127.0.0.1",
  };
  const { code, stdout, stderr } = await run(command, args, { env, signal });
  const calls = stdout
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  return code === 0 ? { calls } : { calls, problem: `the driver ended with exit code ${code}: ${stderr.trim()}` };
}
