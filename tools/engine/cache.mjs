import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isExecutable, probeVersion } from "./probe.mjs";
import { engineHash, engineVersion } from "./versions.mjs";

/** What an entry must hold; `bin` is its folder of programs, as in the official archive. */
export const requiredPrograms = ["pulumi", "pulumi-language-nodejs"];

/** Written last; holds the version and the size of each program. */
export const markerName = "engine.json";

/**
 * Where engines are kept between runs: outside of the checkout, so that a fresh clone finds them.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env) {
  // A relative value is to be ignored, says the XDG base directory specification.
  if (env.XDG_CACHE_HOME !== undefined && isAbsolute(env.XDG_CACHE_HOME)) {
    return join(env.XDG_CACHE_HOME, "pulumi-powerstore-import", "engine");
  }
  const home = env.HOME ?? homedir();
  const caches = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(caches, "pulumi-powerstore-import", "engine");
}

/** @param {NodeJS.ProcessEnv} env */
export function cacheEntry(env) {
  return join(cacheFolder(env), `${engineVersion}-${process.platform}-${process.arch}-${engineHash}`);
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
  const damage = await findDamage(entry, { env, signal });
  if (damage !== undefined) {
    return { reason: `${entry} is damaged: ${damage}` };
  }
  const bin = join(entry, "bin");
  return { engine: { pulumi: join(bin, "pulumi"), version: engineVersion, pathEntries: [bin], source: "cache" } };
}

/**
 * @param {string} entry
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 * @returns {Promise<string | undefined>} what is wrong with an entry
 */
export async function findDamage(entry, context) {
  const sizes = readMarker(entry);
  if (sizes === undefined) {
    return `${markerName} is missing or of another version`;
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
 * @returns {Record<string, number> | undefined} the size of each program
 */
function readMarker(entry) {
  try {
    const marker = JSON.parse(readFileSync(join(entry, markerName), "utf8"));
    return marker.version === engineVersion ? marker.sizes : undefined;
  } catch {
    return undefined;
  }
}
