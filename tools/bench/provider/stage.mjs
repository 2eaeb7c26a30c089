import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../demo/simulator.mjs";
import { createPrivateEngine } from "../../engine/privateEngine.mjs";
import { writeProject } from "../../engine/project.mjs";
import { countRequests } from "./requests.mjs";
import { watchProvider } from "./watch.mjs";

/**
 * @typedef {import("./requests.mjs").RequestCounts & Partial<import("./watch.mjs").Usage> & { seconds: number }} Run what one command of the
 * engine took: wall time, the provider's own process (Linux only), the array's requests
 */

/**
 * @typedef {object} StageOptions
 * @property {import("../../engine/contract.js").Engine} engine
 * @property {BenchProject} project
 * @property {number} count sessions
 * @property {number} latency real milliseconds of each request
 * @property {AbortSignal} signal
 * @property {string} [packageFolder] the build that the program uses; default: this one
 * @property {Readonly<Record<string, string>>} [env] what the engine is told beside its arguments
 */

/**
 * @typedef {object} BenchProject what is run: many resources of one kind
 * @property {Readonly<Record<string, string>>} files of its program, by their paths
 * @property {Readonly<Record<string, string>>} [plugins] where the engine finds its plugins, by their names
 * @property {(volumes: readonly string[], inputs: Inputs) => Readonly<Record<string, string>>} toFiles those that differ from run to run
 * @property {string} type part of its resources' type in the state
 */

/** @typedef {{ paused?: boolean, waitFor?: string }} Inputs of the program */

/** All volumes are of one size: by default each is larger than the one before, and the copy of the last takes two days. */
const VOLUME_BYTES = 100 * 2 ** 30;

/** A stack of so many sessions on an engine and an array of its own. */
export class Stage {
  /**
   * @param {StageOptions} options
   * @param {import("../../engine/contract.js").PrivateEngine} pulumi
   * @param {import("../../demo/simulator.mjs").RunningSimulator} simulator
   * @param {readonly string[]} volumes
   */
  constructor({ count, project }, pulumi, simulator, volumes) {
    this.count = count;
    this.project = project;
    this.simulator = simulator;
    this.pulumi = pulumi;
    this.volumes = volumes;
  }

  /** @param {StageOptions} options */
  static async open(options) {
    const { engine, project, count, latency, signal, packageFolder, env } = options;
    const { files, plugins } = project;
    const sources = JSON.stringify([
      { name: "Unity-01", type: "Unity", volumes: Math.ceil(count * 1.2) + 20, sizeBytes: VOLUME_BYTES },
    ]);
    const pulumi = await createPrivateEngine({
      ...{ engine, signal, env },
      stack: "bench",
      prepare: (folder) =>
        writeProject(folder, { name: "bench", files: { ...files, "sources.json": sources }, plugins, packageFolder }),
      onLine: () => undefined,
    });
    let simulator;
    try {
      const moreArgs = arrayArgs(pulumi.projectFolder, count, latency);
      simulator = await startSimulator({ startAt: new Date(), moreArgs });
      await configure(pulumi, simulator.ready);
      const volumes = await simulator.readyVolumes(count);
      if (volumes.length < count) throw new Error(`the array has only ${volumes.length} volumes to import`);
      return new Stage(options, pulumi, simulator, volumes);
    } catch (error) {
      await simulator?.stop();
      await pulumi.close();
      throw error;
    }
  }

  /**
   * @param {"up" | "refresh" | "destroy"} command
   * @param {Inputs} inputs
   * @param {readonly string[]} [moreArgs]
   * @returns {Promise<Run>}
   */
  async run(command, inputs, moreArgs = []) {
    for (const [file, text] of Object.entries(this.project.toFiles(this.volumes, inputs))) {
      writeFileSync(join(this.pulumi.projectFolder, file), text);
    }
    await this.simulator.clearJournal();
    const start = performance.now();
    const run = this.pulumi.start([command, "--yes", "--stack", this.pulumi.stack, "--skip-preview", ...moreArgs]);
    const watch = watchProvider(run.pid);
    try {
      const { code, stdout, stderr } = await run.finished;
      const seconds = (performance.now() - start) / 1000;
      if (code !== 0) throw new Error(`pulumi ${command} failed in the bench:\n${stdout}${stderr}`);
      return { seconds, ...watch.stop(), ...countRequests(await this.simulator.journal()) };
    } finally {
      watch.stop();
    }
  }

  /** Of one session in the state, as JSON without blanks. */
  async stateBytes() {
    const { deployment } = await this.pulumi.exportState();
    const own = (deployment.resources ?? []).filter(({ type }) => type.includes(this.project.type));
    return Math.round(own.reduce((sum, resource) => sum + JSON.stringify(resource).length, 0) / this.count);
  }

  async close() {
    await this.simulator.stop();
    await this.pulumi.close();
  }
}

/**
 * @param {import("../../engine/contract.js").PrivateEngine} pulumi
 * @param {import("../../demo/simulator.mjs").Ready} ready
 */
async function configure(pulumi, { endpoint, username, password, caFile }) {
  const plain = Object.entries({ endpoint, username, caFile });
  const args = plain.flatMap(([key, value]) => ["--plaintext", `powerstore-import:${key}=${value}`]);
  const secret = ["--secret", `powerstore-import:password=${password}`];
  const { code, stderr } = await pulumi.run(["config", "set-all", "--stack", pulumi.stack, ...args, ...secret]);
  if (code !== 0) throw new Error(`the bench's stack cannot be configured: ${stderr}`);
}

/**
 * Sets up, cuts over and cancels at once: what is measured is the provider, not how long an array takes.
 * @param {string} folder
 * @param {number} count
 * @param {number} latency
 */
function arrayArgs(folder, count, latency) {
  const atOnce = ["--set-up-seconds", "0", "--cancel-seconds", "0", "--cutover-seconds", "0"];
  const load = ["--max-active-sessions", String(count), "--latency", String(latency)];
  return [...atOnce, ...load, "--sources", join(folder, "sources.json")];
}
