import { Failure } from "../process/interruption.mjs";
import { letTimePass } from "./arrayTime.mjs";
import { describeRequest, describeSession, nameOf, sortJournal } from "./report.mjs";
import { secrets, sources } from "./scenes.mjs";

/**
 * @typedef {object} Stage
 * @property {import("../engine/contract.js").PrivateEngine} pulumi
 * @property {import("./simulator.mjs").RunningSimulator} simulator
 * @property {import("./screen.mjs").Screen} screen
 * @property {AbortSignal} signal
 */

/**
 * What is needed to look at the array and to show it.
 * @typedef {Pick<Stage, "simulator" | "screen" | "signal">} View
 */

/** A copy that has not come to its end after so many looks never will. */
const MAX_LOOKS = 20;

/**
 * What a user sets once.
 * @param {Stage} stage
 */
export async function configure(stage) {
  const { endpoint, username, password } = stage.simulator.ready;
  await set(stage, { "powerstore-import:endpoint": endpoint, "powerstore-import:username": username });
  for (const [key, value] of Object.entries({ "powerstore-import:password": password, ...secrets })) {
    stage.screen.command(`pulumi config set --secret ${key}`);
    await stage.pulumi.setConfig(key, value, { secret: true });
  }
  await set(stage, sources);
}

/**
 * Plays one scene; fails if the array is not in the state that the scene promises.
 * @param {import("./scenes.mjs").Scene} scene
 * @param {Stage} stage
 * @returns {Promise<import("./simulator.mjs").JournalEntry[]>} what the engine's run asked of the array
 */
export async function playScene(scene, stage) {
  const { simulator, pulumi, screen } = stage;
  await set(stage, scene.settings);
  screen.command(`pulumi ${scene.command}`);
  const before = (await simulator.journal()).length;
  const args = ["--color", screen.coloured ? "always" : "never"];
  const { code } = await letTimePass(simulator, pulumi[scene.command]({ args }));
  if (code !== 0) {
    throw new Failure(`pulumi ${scene.command} ended with exit code ${code}; its messages are above.`);
  }
  const asked = (await simulator.journal()).slice(before);
  await requireStates(scene.states, simulator);
  await showSessions("now", stage);
  await playOn(scene, stage);
  return asked;
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
 * Lets the array work on.
 * @param {Pick<import("./scenes.mjs").Scene, "after">} scene
 * @param {View} stage
 */
export async function playOn({ after }, stage) {
  if (after === undefined) {
    return;
  }
  const looks = after.until === undefined ? 2 : MAX_LOOKS;
  for (let look = 1; look <= looks; look++) {
    stage.signal.throwIfAborted();
    await stage.simulator.advance(after.minutes * 60);
    await showSessions(`${look * after.minutes} minutes later`, stage);
    if ((await stage.simulator.sessions()).every(({ state }) => state === after.until)) {
      return;
    }
  }
  if (after.until !== undefined) {
    throw new Failure(`the copy did not come to ${after.until}`);
  }
}

/**
 * @param {string} when
 * @param {View} stage
 */
export async function showSessions(when, { simulator, screen }) {
  const sessions = await simulator.sessions();
  screen.print(`\n  On the array, ${when}:`);
  for (const session of sessions) {
    screen.print(`    ${describeSession(session)}`);
  }
  if (sessions.length === 0) {
    const volumes = (await simulator.volumes()).map(({ id, name }) => `${name} (${id})`);
    screen.print(`    no import session; volumes: ${volumes.join(", ") || "none"}`);
  }
}

/**
 * @param {Readonly<Record<string, string>>} expected
 * @param {import("./simulator.mjs").RunningSimulator} simulator
 */
export async function requireStates(expected, simulator) {
  const states = Object.fromEntries((await simulator.sessions()).map((session) => [nameOf(session), session.state]));
  const [wanted, found] = [expected, states].map((object) => JSON.stringify(Object.entries(object).sort()));
  if (wanted !== found) {
    throw new Failure(`expected the sessions ${wanted} on the array and found ${found}`);
  }
}

/**
 * @param {readonly import("./simulator.mjs").JournalEntry[]} entries
 * @param {import("./screen.mjs").Screen} screen
 */
export function showJournal(entries, screen) {
  const { changes, reads, logins, logouts } = sortJournal(entries);
  screen.heading("What the array was asked to change, in the simulator's own time");
  for (const line of changes.flatMap(describeRequest)) {
    screen.print(`  ${line}`);
  }
  screen.print(`\n  besides ${reads} reads, ${logins} logins and ${logouts} logouts\n`);
}
