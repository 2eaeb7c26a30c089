import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled, npm } from "../bootstrap/install.mjs";
import { cacheRoot } from "../cacheRoot.cjs";
import { addEntry } from "../engine/cachePlacing.mjs";
import { withLock } from "../engine/lock.mjs";
import { run } from "../process/run.mjs";

/** What decides the content of a set of packages. */
const files = ["package.json", "package-lock.json"];

/**
 * npm packages that a folder of the repository names under a lock with hashes.
 * @typedef {object} LockedPackages
 * @property {string} folder with `package.json` and `package-lock.json`
 * @property {string} entry where in the cache they are kept: `lanes/newest`
 * @property {(installed: string) => string | undefined} findMissing what npm has left out, as an optional package for another system
 * @property {string} doing what an install says at the terminal: `installing ...`
 */

/**
 * Installs such packages, unless they are there, and keeps them between runs.
 * @param {LockedPackages} packages
 * @param {import("../engine/contract.js").Attempt} attempt
 * @returns {Promise<{ installed: string } | { reason: string }>} the folder that has their `node_modules`
 */
export async function lockedPackages(packages, { env, signal, log }) {
  const findDamage = (/** @type {string} */ path) => damageIn(path, packages);
  const entry = { path: entryOf(packages, env), findDamage: async (/** @type {string} */ path) => findDamage(path) };
  const options = {
    signal,
    /** @param {string} owner */
    onWait: (owner) => log(`${owner} is installing the same packages: waiting for it`),
    maxWaitSeconds: 10 * 60,
  };
  try {
    await withLock(`${entry.path}.lock`, options, async () => {
      if (findDamage(entry.path) === undefined) {
        return;
      }
      log(`${packages.doing}, once`);
      await addEntry(entry, (folder) => installInto(folder, packages, { env, signal }));
    });
  } catch (error) {
    signal.throwIfAborted();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return { installed: entry.path };
}

/**
 * @param {LockedPackages} packages
 * @param {NodeJS.ProcessEnv} env
 */
function entryOf({ folder, entry }, env) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(readFileSync(join(folder, file)));
  }
  return join(cacheRoot(env), `${entry}-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`);
}

/**
 * @param {string} folder
 * @param {LockedPackages} packages
 * @returns {string | undefined} what is wrong with it
 */
function damageIn(folder, { findMissing }) {
  return !existsSync(folder) || !isInstalled(folder) ? "packages are missing" : findMissing(folder);
}

/**
 * By the npm of this machine, on its Node, which may be older than the packages want: of that it warns.
 * @param {string} folder
 * @param {LockedPackages} packages
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 */
async function installInto(folder, packages, { env, signal }) {
  for (const file of files) {
    copyFileSync(join(packages.folder, file), join(folder, file));
  }
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const { code, stderr } = await run(...npm(["ci", ...flags], env), { cwd: folder, env, signal });
  if (code !== 0) {
    throw new Error(`npm ci failed with exit code ${code}: ${stderr.trim().split("\n").slice(0, 3).join("; ")}`);
  }
  const damage = damageIn(folder, packages);
  if (damage !== undefined) {
    throw new Error(`npm ci left ${damage}`);
  }
}
