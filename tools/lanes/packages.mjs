import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled, npm } from "../bootstrap/install.mjs";
import { cacheRoot } from "../engine/cache.mjs";
import { addEntry } from "../engine/cachePlacing.mjs";
import { withLock } from "../engine/lock.mjs";
import { isExecutable } from "../engine/probe.mjs";
import { run } from "../process/run.mjs";
import { nodePackage } from "./lanes.mjs";

/** What decides the content of a lane's packages. */
const files = ["package.json", "package-lock.json"];

/**
 * The npm packages of a lane, its Node among them, installed once and kept between runs.
 * @typedef {object} LanePackages
 * @property {string} modules folder `node_modules`
 * @property {string} node full path of the lane's Node
 */

/**
 * Installs a lane's packages by its lock file, unless they are there.
 * @param {import("./lanes.mjs").Lane} lane
 * @param {import("../engine/contract.js").Attempt} attempt
 * @returns {Promise<LanePackages | { reason: string }>}
 */
export async function lanePackages(lane, { env, signal, log }) {
  const entry = { path: packagesEntry(lane, env), findDamage: async (/** @type {string} */ path) => findDamage(path) };
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
      log(`lane "${lane.name}": installing Node ${lane.node} and @pulumi/pulumi ${lane.sdk}, once`);
      await addEntry(entry, (folder) => installInto(folder, lane, { env, signal }));
    });
  } catch (error) {
    signal.throwIfAborted();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return { modules: join(entry.path, "node_modules"), node: nodeIn(entry.path) };
}

/**
 * @param {import("./lanes.mjs").Lane} lane
 * @param {NodeJS.ProcessEnv} env
 */
function packagesEntry({ name, folder }, env) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(readFileSync(join(folder, file)));
  }
  const key = `${name}-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`;
  return join(cacheRoot(env), "lanes", key);
}

/** @param {string} folder */
const nodeIn = (folder) => join(folder, "node_modules", nodePackage(process.platform, process.arch), "bin", "node");

/**
 * @param {string} folder
 * @returns {string | undefined} what is wrong with it
 */
function findDamage(folder) {
  if (!existsSync(folder) || !isInstalled(folder)) {
    return "packages are missing";
  }
  return isExecutable(nodeIn(folder)) ? undefined : `no Node for ${process.platform} on ${process.arch}`;
}

/**
 * By the npm of this machine, on its Node, which may be older than the lane's packages want: of that it warns.
 * @param {string} folder
 * @param {import("./lanes.mjs").Lane} lane
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 */
async function installInto(folder, lane, { env, signal }) {
  for (const file of files) {
    copyFileSync(join(lane.folder, file), join(folder, file));
  }
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const { code, stderr } = await run(...npm(["ci", ...flags], env), { cwd: folder, env, signal });
  if (code !== 0) {
    throw new Error(`npm ci failed with exit code ${code}: ${stderr.trim().split("\n").slice(0, 3).join("; ")}`);
  }
  const damage = findDamage(folder);
  if (damage !== undefined) {
    throw new Error(`npm ci left ${damage}`);
  }
}
