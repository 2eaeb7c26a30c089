import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../demo/simulator.mjs";
import { createPrivateEngine } from "../../engine/privateEngine.mjs";
import { writeProject } from "../../engine/project.mjs";
import { noopProgram, noopProvider, powerstoreProgram } from "./programs.mjs";
import { watchProvider } from "./watch.mjs";

/**
 * @typedef {"create" | "no change" | "refresh" | "pause all" | "destroy"} Scenario
 * @typedef {object} Measurement
 * @property {Scenario} scenario
 * @property {number} seconds wall time of the engine's command
 * @property {number} [cpuSeconds] of the provider's own process
 * @property {number} [memoryBytes] the most that process held
 * @property {number} requests all that reached the array
 * @property {number} polls reads among them
 * @property {number} logins
 * @property {number} [stateBytes] per session, for `create`
 */

/** @type {readonly { name: Scenario, paused: boolean, command: "up" | "refresh" | "destroy" }[]} */
const scenarios = [
  { name: "create", paused: false, command: "up" },
  { name: "no change", paused: false, command: "up" },
  { name: "refresh", paused: false, command: "refresh" },
  { name: "pause all", paused: true, command: "up" },
  { name: "destroy", paused: true, command: "destroy" },
];

/**
 * One pass through all scenarios with one provider, on an engine and an array of its own.
 * @param {object} options
 * @param {import("../../engine/contract.js").Engine} options.engine
 * @param {"dynamic" | "noop"} options.surface
 * @param {number} options.count sessions
 * @param {number} options.latency real milliseconds of each request
 * @param {AbortSignal} options.signal
 * @returns {Promise<Measurement[]>}
 */
export async function playRound({ engine, surface, count, latency, signal }) {
  const sources = JSON.stringify([{ name: "Unity-01", type: "Unity", volumes: count + 20 }]);
  const files = {
    "index.ts": surface === "noop" ? noopProgram : powerstoreProgram,
    "noopProvider.cjs": noopProvider,
    "sources.json": sources,
  };
  const pulumi = await createPrivateEngine({
    engine,
    signal,
    stack: "bench",
    prepare: (folder) => writeProject(folder, { name: "bench", files }),
    onLine: () => undefined,
  });
  const simulator = await startSimulator({
    startAt: new Date(),
    moreArgs: arrayArgs(pulumi.projectFolder, count, latency),
  });
  try {
    const { endpoint, username, password, caFile } = simulator.ready;
    for (const [key, value] of Object.entries({ endpoint, username, caFile }))
      await pulumi.setConfig(`powerstore-import:${key}`, value);
    await pulumi.setConfig("powerstore-import:password", password, { secret: true });
    const volumes = await simulator.readyVolumes(count);
    if (volumes.length < count) throw new Error(`the array has only ${volumes.length} volumes to import`);
    const measurements = [];
    for (const scenario of scenarios) {
      writeFileSync(join(pulumi.projectFolder, "bench.json"), JSON.stringify({ volumes, paused: scenario.paused }));
      measurements.push(await measure(pulumi, simulator, scenario, count));
    }
    return measurements;
  } finally {
    await simulator.stop();
    await pulumi.close();
  }
}

/**
 * Sets up, cuts over and cancels at once: what is measured is the provider, not how long an array takes.
 * @param {string} folder
 * @param {number} count
 * @param {number} latency
 */
function arrayArgs(folder, count, latency) {
  const atOnce = ["--set-up-seconds", "0", "--cancel-seconds", "0", "--cutover-seconds", "0"];
  return [
    ...atOnce,
    "--max-active-sessions",
    String(count),
    "--latency",
    String(latency),
    "--sources",
    join(folder, "sources.json"),
  ];
}

/**
 * @param {import("../../engine/contract.js").PrivateEngine} pulumi
 * @param {import("../../demo/simulator.mjs").RunningSimulator} simulator
 * @param {(typeof scenarios)[number]} scenario
 * @param {number} count
 * @returns {Promise<Measurement>}
 */
async function measure(pulumi, simulator, { name, command }, count) {
  await simulator.clearJournal();
  const args = [command, "--yes", "--stack", pulumi.stack, "--skip-preview"];
  const start = performance.now();
  const run = pulumi.start(args);
  const watch = watchProvider(run.pid);
  const { code, stdout, stderr } = await run.finished;
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`pulumi ${command} failed in the bench:\n${stdout}${stderr}`);
  const entries = (await simulator.journal()).filter(({ path }) => path !== "/api/rest/journal");
  return {
    scenario: name,
    seconds,
    ...watch.stop(),
    requests: entries.length,
    polls: entries.filter(({ method, path }) => method === "GET" && path.startsWith("/api/rest/import_session")).length,
    logins: entries.filter(({ path }) => path.startsWith("/api/rest/login_session")).length,
    ...(name === "create" ? { stateBytes: await stateBytes(pulumi, count) } : {}),
  };
}

/**
 * @param {import("../../engine/contract.js").PrivateEngine} pulumi
 * @param {number} count
 */
async function stateBytes(pulumi, count) {
  const { deployment } = await pulumi.exportState();
  const sessions = (deployment.resources ?? []).filter(({ type }) => type.includes("ImportSession"));
  return Math.round(sessions.reduce((sum, resource) => sum + JSON.stringify(resource).length, 0) / count);
}
