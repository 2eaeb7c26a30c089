import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "../process/tree.mjs";
import { cacheEntry, cacheFolder, findDamage, markerName, requiredPrograms } from "./cache.mjs";
import { engineVersion } from "./versions.mjs";

const hoursUntilForeignLeftoversGo = 24;

/**
 * Puts a new engine in place. `fill` works in a folder beside the entry, and only a complete one is renamed to the
 * entry: whoever is killed half-way leaves a folder that nobody takes for an engine.
 * @param {import("./contract.js").Attempt} attempt
 * @param {(folder: string) => Promise<void>} fill puts the programs into `<folder>/bin`
 */
export async function addToCache({ env, signal }, fill) {
  const folder = cacheFolder(env);
  await mkdir(folder, { recursive: true });
  removeLeftovers(folder);
  const temporary = await mkdtemp(join(folder, temporaryPrefix()));
  try {
    await fill(temporary);
    writeMarker(temporary);
    await placeEntry(temporary, cacheEntry(env), { env, signal });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function writeMarker(folder) {
  const bin = join(folder, "bin");
  const sizes = Object.fromEntries(readdirSync(bin).map((name) => [name, statSync(join(bin, name)).size]));
  const missing = requiredPrograms.filter((name) => !(name in sizes));
  if (missing.length > 0) {
    throw new Error(`the new engine lacks ${missing.join(" and ")}`);
  }
  writeFileSync(join(folder, markerName), `${JSON.stringify({ version: engineVersion, sizes }, null, 2)}\n`);
}

/**
 * Another process may have been faster (without a lock nothing forbids it): its entry stays, for it may be running
 * already. A damaged entry is moved away first, because a folder cannot be replaced in one step.
 * @param {string} temporary
 * @param {string} entry
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 */
async function placeEntry(temporary, entry, context) {
  for (let attempts = 0; ; attempts++) {
    try {
      renameSync(temporary, entry);
      return;
    } catch (error) {
      const damage = await findDamage(entry, context);
      if (damage === undefined) {
        return;
      }
      if (attempts === 3) {
        throw error;
      }
      moveAway(entry, `${temporary}-damaged-${attempts}`);
    }
  }
}

/**
 * @param {string} entry
 * @param {string} away
 */
function moveAway(entry, away) {
  try {
    renameSync(entry, away);
    rmSync(away, { recursive: true, force: true });
  } catch {
    // somebody else moved it away; placing the new one decides
  }
}

/**
 * The name tells whose it is, so that the next process can remove it if the owner died.
 */
export function temporaryPrefix() {
  return `tmp-${hostname()}-${process.pid}-`;
}

/** @param {string} folder */
function removeLeftovers(folder) {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith("tmp-"))) {
    const path = join(folder, name);
    const ours = name.startsWith(`tmp-${hostname()}-`);
    const pid = Number(name.slice(`tmp-${hostname()}-`.length).split("-")[0]);
    const abandoned = ours ? !isAlive(pid) : isOld(path);
    if (abandoned) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * Nobody can ask whether a process of another machine (a shared home, a container) lives.
 * @param {string} path
 */
function isOld(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > hoursUntilForeignLeftoversGo * 3_600_000;
}
