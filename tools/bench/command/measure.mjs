import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { startSimulator } from "../../../simulator/dist/index.js";

/** @typedef {{ file: string, imports: number, latencyMilliseconds: number, signal: AbortSignal }} Bench */

/** An array with so many imports that copy. @param {Bench} bench */
async function startArray({ imports, latencyMilliseconds }) {
  const simulator = await startSimulator({
    sources: [{ name: "Unity-01", type: "Unity", volumes: imports }],
    maxActiveSessions: imports,
    setUpSeconds: 0,
    clock: "real",
    latencyMilliseconds,
  });
  for (const { id } of simulator.world.rows("import_unity_volume") ?? []) {
    const body = { name: `db-${id}`, remote_system_id: "rs-unity-01", source_resource_id: id };
    simulator.world.operations["POST /import_session"]?.({ id: "", body });
  }
  return simulator;
}

/** @param {import("../../../simulator/dist/index.js").Simulator} simulator */
const environmentOf = ({ endpoint, username, password, caFile }) => ({
  ...process.env,
  POWERSTORE_ENDPOINT: endpoint,
  POWERSTORE_USERNAME: username,
  POWERSTORE_PASSWORD: password,
  POWERSTORE_CA_FILE: caFile,
});

/**
 * Milliseconds of each run.
 * @param {Bench & { rounds: number }} bench
 */
export async function measureRuns(bench) {
  const simulator = await startArray(bench);
  try {
    const env = environmentOf(simulator);
    const time = async (/** @type {readonly string[]} */ args) => {
      bench.signal.throwIfAborted();
      const start = performance.now();
      const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
      await once(child, "close");
      return performance.now() - start;
    };
    const [bare, help, status] = [[], [], []].map((list) => /** @type {number[]} */ (list));
    let requests = 0;
    for (let round = 0; round < bench.rounds; round++) {
      bare?.push(await time(["-e", "0"]));
      help?.push(await time([bench.file, "--help"]));
      simulator.clearJournal();
      status?.push(await time([bench.file, "status"]));
      requests = Math.max(requests, simulator.journal().entries.length);
    }
    return { bare: bare ?? [], help: help ?? [], status: status ?? [], requests };
  } finally {
    await simulator.close();
  }
}

const START_SECONDS = 6;
/** Of a clock tick of the kernel, in which /proc counts. */
const TICKS_PER_SECOND = 100;

/**
 * The part of a core that a watch takes once it has started; Linux only.
 * @param {Bench & { seconds: number }} bench
 */
export async function measureWatch(bench) {
  const simulator = await startArray(bench);
  const args = [bench.file, "watch"];
  const child = spawn(process.execPath, args, {
    env: environmentOf(simulator),
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await pause(START_SECONDS * 1000, undefined, { signal: bench.signal });
    const before = cpuSeconds(child.pid);
    await pause(bench.seconds * 1000, undefined, { signal: bench.signal });
    return { cpuShare: (cpuSeconds(child.pid) - before) / bench.seconds };
  } finally {
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await ended;
    await simulator.close();
  }
}

/** @param {number | undefined} pid */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
