import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "../process/interruption.mjs";
import { choreGoals, chores } from "./chores/goals.mjs";
import { copyCheckout, measureInstall, timeScript } from "./chores/measure.mjs";
import { describeMachine } from "./machine.mjs";
import { goalTable } from "./provider/tables.mjs";

/** @typedef {import("./chores/goals.mjs").Chore} Chore */

/**
 * `npm run bench -- chores [--only install,check,demo]`: what people wait for who work on this checkout, once each. `npm test` is not run: it takes minutes, and says itself how many.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 */
export async function benchChores(args, signal) {
  const wanted = choresIn(args);
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-bench-"));
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  try {
    /** @type {import("./chores/goals.mjs").Measured} */
    const measured = {};
    for (const chore of wanted) {
      say(`npm ${chores[chore].join(" ")}`);
      if (chore === "install") measured.install = await measureInstall(await copyCheckout(folder, signal), signal);
      else measured[chore] = await timeScript(chores[chore], signal);
    }
    const goals = choreGoals(measured);
    const about = `${describeMachine()}; once each, from npm's cache; npm test is not among them (goal: 7 minutes on two cores)`;
    process.stdout.write(`${[about, goalTable(goals)].join("\n\n")}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} args
 * @returns {readonly Chore[]}
 */
export function choresIn(args) {
  const all = /** @type {Chore[]} */ (Object.keys(chores));
  try {
    const { values } = parseArgs({ args: [...args], options: { only: { type: "string", default: all.join() } } });
    const wanted = values.only.split(",");
    if (!wanted.every((name) => all.some((chore) => chore === name))) throw new Error(`there is only ${all.join()}`);
    return all.filter((chore) => wanted.includes(chore));
  } catch (error) {
    throw new Failure(`bench chores takes --only ${all.join()}: ${error instanceof Error ? error.message : error}`, 2);
  }
}
