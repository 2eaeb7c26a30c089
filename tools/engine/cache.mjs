import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../cacheRoot.cjs";
import { addEntry } from "./cachePlacing.mjs";
import { isExecutable, probeVersion } from "./probe.mjs";

/** Written last; holds the version and the size of each program. */
const MARKER_NAME = "engine.json";

/** @param {NodeJS.ProcessEnv} env */
export const cacheFolder = (env) => join(cacheRoot(env), "engine");

/**
 * An entry has its programs in `bin`, as the official archive of Pulumi has.
 * @param {import("./contract.js").EngineAttempt} attempt
 */
export function cacheEntry({ env, pinned: { entry, hash } }) {
  return join(cacheFolder(env), `${entry}-${process.platform}-${process.arch}-${hash}`);
}

/**
 * Adds a new engine.
 * @param {import("./contract.js").EngineAttempt} attempt
 * @param {(folder: string) => Promise<void>} fill puts the programs into `<folder>/bin`
 */
export function addToCache(attempt, fill) {
  const entry = {
    path: cacheEntry(attempt),
    /** @param {string} path */
    findDamage: (path) => findDamage(path, attempt),
  };
  return addEntry(entry, async (folder) => {
    await fill(folder);
    writeMarker(folder, attempt.pinned);
  });
}

/**
 * @param {string} folder
 * @param {import("./pins.mjs").PinnedEngine} pinned
 */
function writeMarker(folder, { version, programs }) {
  const bin = join(folder, "bin");
  const sizes = Object.fromEntries(readdirSync(bin).map((name) => [name, statSync(join(bin, name)).size]));
  const missing = programs.filter((name) => !(name in sizes));
  if (missing.length > 0) {
    throw new Error(`the new engine lacks ${missing.join(" and ")}`);
  }
  writeFileSync(join(folder, MARKER_NAME), `${JSON.stringify({ version, sizes }, null, 2)}\n`);
}

/**
 * @param {import("./contract.js").EngineAttempt} attempt
 * @returns {Promise<import("./contract.js").AttemptResult>}
 */
export async function findCachedEngine(attempt) {
  const entry = cacheEntry(attempt);
  if (!existsSync(entry)) {
    return { reason: `nothing in ${entry}` };
  }
  const damage = await findDamage(entry, attempt);
  if (damage !== undefined) {
    return { reason: `${entry} is damaged: ${damage}` };
  }
  const bin = join(entry, "bin");
  const { version, programs } = attempt.pinned;
  return { engine: { program: join(bin, programs[0]), version, pathEntries: [bin], source: "cache" } };
}

/**
 * @param {string} entry
 * @param {import("./contract.js").EngineAttempt} attempt
 * @returns {Promise<string | undefined>} what is wrong with an entry
 */
async function findDamage(entry, { pinned: { version, programs }, ...context }) {
  const sizes = readMarker(entry, version);
  if (sizes === undefined) {
    return `${MARKER_NAME} is missing or of another version`;
  }
  const bin = join(entry, "bin");
  for (const program of new Set([...programs, ...Object.keys(sizes)])) {
    const file = join(bin, program);
    if (!isExecutable(file) || statSync(file).size !== sizes[program]) {
      return `${program} is missing or not what was built`;
    }
  }
  const probed = await probeVersion(join(bin, programs[0]), context);
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
