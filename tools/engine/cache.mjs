import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { addEntry } from "./cachePlacing.mjs";
import { pinnedEngine } from "./pins.mjs";
import { isExecutable, probeVersion } from "./probe.mjs";

/** What an entry must hold; `bin` is its folder of programs, as in the official archive. */
const requiredPrograms = ["pulumi", "pulumi-language-nodejs"];

/** Written last; holds the version and the size of each program. */
const MARKER_NAME = "engine.json";

/**
 * Where this project keeps what it makes once: outside of the checkout, so that a fresh clone finds it.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheRoot(env) {
  // A relative value is to be ignored, says the XDG base directory specification.
  if (env.XDG_CACHE_HOME !== undefined && isAbsolute(env.XDG_CACHE_HOME)) {
    return join(env.XDG_CACHE_HOME, "pulumi-powerstore-import");
  }
  const home = env.HOME ?? homedir();
  const caches = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(caches, "pulumi-powerstore-import");
}

/** @param {NodeJS.ProcessEnv} env */
export const cacheFolder = (env) => join(cacheRoot(env), "engine");

/** @param {NodeJS.ProcessEnv} env */
export function cacheEntry(env) {
  const { version, hash } = pinnedEngine(env);
  return join(cacheFolder(env), `${version}-${process.platform}-${process.arch}-${hash}`);
}

/**
 * Adds a new engine.
 * @param {import("./contract.js").Attempt} attempt
 * @param {(folder: string) => Promise<void>} fill puts the programs into `<folder>/bin`
 */
export function addToCache({ env, signal }, fill) {
  const { version } = pinnedEngine(env);
  const entry = {
    path: cacheEntry(env),
    /** @param {string} path */
    findDamage: (path) => findDamage(path, version, { env, signal }),
  };
  return addEntry(entry, async (folder) => {
    await fill(folder);
    writeMarker(folder, version);
  });
}

/**
 * @param {string} folder
 * @param {string} version
 */
function writeMarker(folder, version) {
  const bin = join(folder, "bin");
  const sizes = Object.fromEntries(readdirSync(bin).map((name) => [name, statSync(join(bin, name)).size]));
  const missing = requiredPrograms.filter((name) => !(name in sizes));
  if (missing.length > 0) {
    throw new Error(`the new engine lacks ${missing.join(" and ")}`);
  }
  writeFileSync(join(folder, MARKER_NAME), `${JSON.stringify({ version, sizes }, null, 2)}\n`);
}

/**
 * @param {import("./contract.js").Attempt} attempt
 * @returns {Promise<import("./contract.js").AttemptResult>}
 */
export async function findCachedEngine({ env, signal }) {
  const entry = cacheEntry(env);
  if (!existsSync(entry)) {
    return { reason: `nothing in ${entry}` };
  }
  const { version } = pinnedEngine(env);
  const damage = await findDamage(entry, version, { env, signal });
  if (damage !== undefined) {
    return { reason: `${entry} is damaged: ${damage}` };
  }
  const bin = join(entry, "bin");
  return { engine: { pulumi: join(bin, "pulumi"), version, pathEntries: [bin], source: "cache" } };
}

/**
 * @param {string} entry
 * @param {string} version that it is to have
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 * @returns {Promise<string | undefined>} what is wrong with an entry
 */
async function findDamage(entry, version, context) {
  const sizes = readMarker(entry, version);
  if (sizes === undefined) {
    return `${MARKER_NAME} is missing or of another version`;
  }
  const bin = join(entry, "bin");
  for (const program of new Set([...requiredPrograms, ...Object.keys(sizes)])) {
    const file = join(bin, program);
    if (!isExecutable(file) || statSync(file).size !== sizes[program]) {
      return `${program} is missing or not what was built`;
    }
  }
  const probed = await probeVersion(join(bin, "pulumi"), context);
  return "reason" in probed ? probed.reason : undefined;
}

/**
 * @param {string} entry
 * @param {string} version
 * @returns {Record<string, number> | undefined} the size of each program
 */
function readMarker(entry, version) {
  try {
    const marker = JSON.parse(readFileSync(join(entry, MARKER_NAME), "utf8"));
    return marker.version === version ? marker.sizes : undefined;
  } catch {
    return undefined;
  }
}
