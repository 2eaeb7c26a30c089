import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Runs `npm ci` if the installed packages are not those of package-lock.json.
 * @param {{ steps: import("../process/steps.mjs").Steps, signal: AbortSignal }} context
 */
export async function install({ steps, signal }) {
  if (isInstalled(root)) {
    steps.say("install: dependencies are up to date");
    return;
  }
  steps.say("install: npm ci, usually 10 seconds to 1 minute");
  const quiet = steps.quiet ? ["--loglevel=error"] : [];
  await steps.time("install", async () => {
    const { code } = await run(...npm(["ci", "--no-audit", "--no-fund", ...quiet]), {
      cwd: root,
      signal,
      output: "inherit",
    });
    if (code !== 0) {
      throw new Failure(`npm ci failed with exit code ${code}; its messages are above.`, code);
    }
  });
}

/**
 * Whether `node_modules` holds what the lock file asks for. npm records what it installed in
 * `node_modules/.package-lock.json`, as its last act: an install that was cut short has no such record.
 * @param {string} folder of the checkout
 */
export function isInstalled(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) {
    return false;
  }
  const installed = packagesOf(record);
  const wanted = packagesOf(join(folder, "package-lock.json"));
  return Object.entries(wanted)
    .filter(([path]) => path !== "") // the project itself is not recorded
    .every(([path, entry]) => {
      const present = installed[path];
      // npm leaves out the optional packages of other platforms
      return present === undefined ? entry.optional === true : sameEntry(entry, present);
    });
}

/** @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean }} LockEntry */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/**
 * `resolved` is not compared: it names the registry, which may differ from machine to machine.
 * @param {LockEntry} a
 * @param {LockEntry} b
 */
function sameEntry(a, b) {
  return a.version === b.version && a.integrity === b.integrity;
}

/**
 * The npm that runs us, else the one on PATH.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {[command: string, args: string[]]}
 */
export function npm(args, env = process.env) {
  const running = env.npm_execpath;
  return running?.endsWith("npm-cli.js") ? [process.execPath, [running, ...args]] : ["npm", args];
}
