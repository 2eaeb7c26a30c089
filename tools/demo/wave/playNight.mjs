import { fileURLToPath } from "node:url";
import { Failure } from "../../process/interruption.mjs";
import { letTimePass } from "../arrayTime.mjs";
import { localDate, localTime, nextOpening } from "./program.mjs";
import { keyOf } from "./timeline.mjs";

/**
 * @typedef {object} Stage
 * @property {import("../../engine/contract.js").PrivateEngine} pulumi
 * @property {import("../simulator.mjs").RunningSimulator} simulator
 * @property {import("../screen.mjs").Screen} screen
 * @property {AbortSignal} signal
 * @property {readonly string[]} keys of the wave's members
 * @property {import("./timeline.mjs").Moment[]} moments seen so far
 */

const HOUR = 3600;
const shiftClock = fileURLToPath(new URL("shiftClock.cjs", import.meta.url));

/**
 * @param {Stage} stage
 * @param {Readonly<Record<string, string>>} settings
 */
export async function configure(stage, settings) {
  const { endpoint, username, password } = stage.simulator.ready;
  await set(stage, { "powerstore-import:endpoint": endpoint, "powerstore-import:username": username });
  stage.screen.command("pulumi config set --secret powerstore-import:password");
  await stage.pulumi.setConfig("powerstore-import:password", password, { secret: true });
  await set(stage, settings);
}

/**
 * @param {Stage} stage
 * @param {Readonly<Record<string, string>>} settings
 */
async function set({ pulumi, screen }, settings) {
  for (const [key, value] of Object.entries(settings)) {
    screen.command(`pulumi config set ${key} ${value}`);
    await pulumi.setConfig(key, value);
  }
}

/**
 * The day before a night, if anything is done then, and the night.
 * @param {import("./nights.mjs").Night} night
 * @param {Stage} stage
 */
export async function playNight({ title, day, hours, moments }, stage) {
  stage.screen.heading(title);
  const opening = nextOpening(await stage.simulator.now());
  const name = localDate(opening);
  if (day !== undefined) {
    await goTo(day.hour, opening, stage);
    await set(stage, day.settings);
    await run("up", { why: day.title }, stage);
    await look(name, stage);
  }
  for (let hour = 0; hour <= hours; hour++) {
    await goTo(hour, opening, stage);
    for (const moment of moments.filter((each) => each.hour === hour)) await act(moment, stage);
    await look(name, stage);
  }
}

/**
 * @param {number} hour since the windows' opening
 * @param {Date} opening
 * @param {Stage} stage
 */
async function goTo(hour, opening, { simulator }) {
  const ahead = opening.getTime() / 1000 + hour * HOUR - (await simulator.now()).getTime() / 1000;
  await simulator.advance(Math.max(0, ahead));
}

/**
 * @param {import("./nights.mjs").Moment} moment
 * @param {Stage} stage
 */
async function act({ what, why, code }, stage) {
  stage.signal.throwIfAborted();
  if (what === "up" || what === "refresh") return run(what, { why, expected: code }, stage);
  const copying = (await stage.simulator.rows()).filter(({ state }) => state === "Copy_In_Progress");
  const last = stage.keys.findLast((key) => copying.some((session) => keyOf(session) === key));
  const session = copying.find((each) => keyOf(each) === last);
  if (session === undefined) throw new Failure("no import is copying");
  const at = localTime(await stage.simulator.now());
  stage.screen.print(`\n  ${at}  ${keyOf(session)} ${what}`);
  if (what === "fails") return stage.simulator.failCopyAt(session.id, 0);
  return stage.simulator.pause(session.id);
}

/**
 * @param {"up" | "refresh"} command
 * @param {{ why?: string | undefined, expected?: number | undefined }} about
 * @param {Stage} stage
 */
async function run(command, { why, expected = 0 }, { simulator, pulumi, screen }) {
  const now = await simulator.now();
  screen.print(`\n  ${localDate(now)} ${localTime(now)}${why === undefined ? "" : `  ${why}`}`);
  screen.command(`pulumi ${command}`);
  const env = {
    NODE_OPTIONS: `--require ${JSON.stringify(shiftClock)}`,
    DEMO_CLOCK_OFFSET_MILLISECONDS: String(now.getTime() - Date.now()),
  };
  const args = ["--color", screen.coloured ? "always" : "never"];
  const { code } = await letTimePass(simulator, pulumi[command]({ args, env }), { standsWithoutImports: true });
  if (code !== expected) throw new Failure(`pulumi ${command} ended with exit code ${code}; its messages are above.`);
}

/**
 * @param {string} night
 * @param {Stage} stage
 */
async function look(night, { simulator, moments }) {
  const at = await simulator.now();
  const states = Object.fromEntries((await simulator.rows()).map((row) => [keyOf(row), row.state]));
  moments.push({ at: at.toISOString(), night, time: localTime(at), states });
}
