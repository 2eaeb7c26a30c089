import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { isAlive } from "../process/tree.mjs";

const HOURS_UNTIL_FOREIGN_LEFTOVERS_GO = 24;

/**
 * A folder that is kept between runs, beside others of its kind.
 * @typedef {object} CacheEntry
 * @property {string} path
 * @property {(path: string) => Promise<string | undefined>} findDamage what is wrong with the entry at a place
 */

/**
 * Puts a new entry in place. `fill` works in a folder beside it, and only a complete one is renamed to the entry:
 * whoever is killed half-way leaves a folder that nobody takes for an entry.
 * @param {CacheEntry} entry
 * @param {(folder: string) => Promise<void>} fill
 */
export async function addEntry(entry, fill) {
  const folder = dirname(entry.path);
  await mkdir(folder, { recursive: true });
  removeLeftovers(folder);
  const temporary = await mkdtemp(join(folder, temporaryPrefix()));
  try {
    await fill(temporary);
    await placeEntry(temporary, entry);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Another process may have been faster (without a lock nothing forbids it): its entry stays, for it may be running
 * already. A damaged entry is moved away first, because a folder cannot be replaced in one step.
 * @param {string} temporary
 * @param {CacheEntry} entry
 */
async function placeEntry(temporary, { path, findDamage }) {
  for (let attempts = 0; ; attempts++) {
    try {
      renameSync(temporary, path);
      return;
    } catch (error) {
      const damage = await findDamage(path);
      if (damage === undefined) {
        return;
      }
      if (attempts === 3) {
        throw error;
      }
      moveAway(path, `${temporary}-damaged-${attempts}`);
    }
  }
}

/**
 * @param {string} path
 * @param {string} away
 */
function moveAway(path, away) {
  try {
    renameSync(path, away);
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
  return stat !== undefined && Date.now() - stat.mtimeMs > HOURS_UNTIL_FOREIGN_LEFTOVERS_GO * 3_600_000;
}
