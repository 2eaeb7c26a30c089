import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { bundleCommand } from "../package/bundle.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { describeLine, median } from "./simulator/report.mjs";

const require = createRequire(import.meta.url);

const SESSIONS = 1000;
const ROUNDS = 9;
const GOAL_BYTES = 1_000_000;
const GOAL_MILLISECONDS = 1000;

/** What a session comes to in the looks before the last one. */
const states = /** @type {const} */ ([
  "Scheduled",
  "Queued",
  "In_Progress",
  "Copy_In_Progress",
  "Ready_For_Cutover",
  "Cutover_In_Progress",
  "Import_Completed",
]);

/**
 * `npm run bench -- report`: the page of 1,000 imports that have a past, as the command writes it, in Chromium.
 * @param {readonly string[]} _args
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code: 1 if a goal is missed
 */
export async function benchReport(_args, signal) {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath))
    throw new Failure(`no browser at ${executablePath}: install chromium or set CHROMIUM_PATH`);
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-bench-"));
  try {
    const { file, milliseconds } = await writePage(folder, signal);
    const { ready, find } = await measurePage(executablePath, file, signal);
    const bytes = statSync(file).size;
    const lines = [
      {
        name: "report --out a.html: bytes",
        value: bytes.toLocaleString("en"),
        goal: `< ${GOAL_BYTES.toLocaleString("en")}`,
        isMet: bytes < GOAL_BYTES,
      },
      {
        name: "... until it can be used",
        value: `${Math.round(ready)} ms`,
        goal: `< ${GOAL_MILLISECONDS} ms`,
        isMet: ready < GOAL_MILLISECONDS,
      },
      { name: "... to find", value: `${Math.round(find)} ms`, goal: "< 100 ms", isMet: find < 100 },
    ];
    for (const line of lines) console.log(describeLine(line));
    console.log(
      `       ${SESSIONS} imports, median of ${ROUNDS}; the command itself took ${Math.round(milliseconds)} ms`,
    );
    return lines.every(({ isMet }) => isMet) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 */
async function writePage(folder, signal) {
  /** @type {typeof import("../../simulator/src/index.js")} */
  const { startSimulator } = require("../../simulator/dist/index.js");
  const simulator = await startSimulator({
    ids: "counted",
    sources: [{ name: "Unity-01", type: "Unity", volumes: SESSIONS }],
  });
  try {
    const ids = createSessions(simulator);
    const [command, file] = [join(folder, "command.cjs"), join(folder, "report.html")];
    await bundleCommand(command);
    const { endpoint, username, password, caFile } = simulator;
    const env = {
      ...process.env,
      POWERSTORE_ENDPOINT: endpoint,
      POWERSTORE_USERNAME: username,
      POWERSTORE_PASSWORD: password,
      POWERSTORE_CA_FILE: caFile,
    };
    let milliseconds = 0;
    for (const look of states.keys()) {
      for (const [index, id] of ids.entries())
        simulator.world.forceState(id, states[Math.max(0, look - (index % 3))] ?? "Failed");
      const start = performance.now();
      const { code, stderr } = await run(
        process.execPath,
        [command, "report", "--history", join(folder, "seen.json"), "--out", file],
        { cwd: folder, env, signal },
      );
      milliseconds = performance.now() - start;
      if (code !== 0) throw new Failure(`the command failed (exit code ${code}): ${stderr}`);
    }
    return { file, milliseconds };
  } finally {
    await simulator.close();
  }
}

/** @param {import("../../simulator/src/index.js").Simulator} simulator */
function createSessions({ world }) {
  const create = world.operations["POST /import_session"];
  if (create === undefined) throw new Failure("the simulator knows no import sessions");
  return Array.from({ length: SESSIONS }, (_, index) => {
    const body = {
      name: `sap-prd-db-${index}`,
      remote_system_id: "rs-unity-01",
      source_resource_id: `unity-01-vol-${String(index + 1).padStart(2, "0")}`,
    };
    return /** @type {{ id: string }} */ (create({ id: "", body }).body).id;
  });
}

/**
 * From the address to the first frame in which its script has made the table one to look in.
 * @param {string} executablePath
 * @param {string} file
 * @param {AbortSignal} signal
 */
async function measurePage(executablePath, file, signal) {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const measured = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      signal.throwIfAborted();
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(String(pathToFileURL(file)));
      measured.push(/** @type {{ ready: number, find: number }} */ (await page.evaluate(inPage)));
      await context.close();
    }
    return { ready: median(measured.map(({ ready }) => ready)), find: median(measured.map(({ find }) => find)) };
  } finally {
    await browser.close();
  }
}

const inPage = `new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
  const ready = performance.now();
  const find = document.querySelector("#find");
  find.value = "db-99";
  find.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  done({ ready, find: performance.now() - ready });
})))`;
