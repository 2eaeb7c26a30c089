import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPrivateEngine } from "../../engine/privateEngine.mjs";
import { createScreen, withoutColour } from "../screen.mjs";
import { startSimulator } from "../simulator.mjs";
import { nights } from "./nights.mjs";
import { configure, playNight } from "./playNight.mjs";
import { membersOf, settingsOf, worldOf, writeProgram } from "./program.mjs";
import { describeTimeline } from "./timeline.mjs";

/**
 * `npm run demo -- wave`: forty imports in three nights, by the example's program, the real engine and a simulator. The clocks of the array and of the
 * provider go together, and the demo moves both.
 * @param {import("../../engine/contract.js").Engine} engine
 * @param {{ members: number, record?: string | undefined }} options how many imports; a file for what was seen, as JSON
 * @param {AbortSignal} signal
 */
export async function playWave(engine, { members, record }, signal) {
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-demo-array-"));
  const start = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
  try {
    const sources = join(folder, "sources.json");
    writeFileSync(sources, JSON.stringify(worldOf(members)));
    const moreArgs = ["--sources", sources, "--max-active-sessions", String(members)];
    const simulator = await startSimulator({ startAt: start, moreArgs });
    try {
      const seen = await play({ engine, simulator, members, start, signal });
      if (record !== undefined) writeFileSync(record, JSON.stringify(seen));
    } finally {
      await simulator.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {{ engine: import("../../engine/contract.js").Engine, simulator: import("../simulator.mjs").RunningSimulator, members: number, start: Date, signal: AbortSignal }} of
 */
async function play({ engine, simulator, members, start, signal }) {
  const screen = createScreen();
  const pulumi = await createPrivateEngine({
    engine,
    signal,
    stack: "demo",
    prepare: (folder) => writeProgram(folder, members),
    env: { POWERSTORE_CA_FILE: simulator.ready.caFile },
    onLine: (line) => isWorthALine(withoutColour(line)) && screen.quote(line),
  });
  const keys = membersOf(members).map(({ key }) => key);
  /** @type {import("./timeline.mjs").Moment[]} */
  const moments = [];
  const stage = { pulumi, simulator, screen, signal, keys, moments };
  try {
    await configure(stage, settingsOf(members, start));
    for (const night of nights) await playNight(night, stage);
    screen.heading("What happened, hour by hour");
    for (const line of describeTimeline(keys, moments)) screen.print(`  ${line}`.trimEnd());
    return { keys, moments, changes: (await simulator.journal()).filter(({ method }) => method !== "GET") };
  } finally {
    await pulumi.close();
  }
}

/**
 * "@ updating....." only shows that the engine lives; rows that change in place are lines where nobody watches, and what they say at their end is among
 * the diagnostics.
 * @param {string} line
 */
const isWorthALine = (line) =>
  !line.startsWith("@ ") &&
  (!/^[\s~+]+powerstore-import:index:Import(?:Wave|Session) .*[^:]$/.test(line) ||
    / (?:created|updated|\*\*updating failed\*\*) /.test(line));
