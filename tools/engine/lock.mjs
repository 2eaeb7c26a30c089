import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../process/tree.mjs";
import { temporaryPrefix } from "./cachePlacing.mjs";

/**
 * Lets one process work at a time, so that two of them do not build the same engine on the same cores. It saves time
 * and protects nothing: the cache stays whole without it (see addToCache), hence the simple take-over of a dead
 * owner's lock, in which two waiters may both succeed.
 *
 * @template T
 * @param {string} file
 * @param {{ signal: AbortSignal, onWait: (owner: string) => void, maxWaitSeconds: number }} options
 * @param {(waited: boolean) => Promise<T>} work told whether another process has worked meanwhile
 * @returns {Promise<T>}
 */
export async function withLock(file, { signal, onWait, maxWaitSeconds }, work) {
  const deadline = Date.now() + maxWaitSeconds * 1000;
  let waited = false;
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const owner = ownerOf(file);
    if (owner === undefined || isDead(owner) || Date.now() > deadline) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) {
      onWait(`process ${owner.pid} on ${owner.host}`);
    }
    waited = true;
    await sleep(200, undefined, { signal });
  }
  try {
    return await work(waited);
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * A link appears with its content, where a file would be empty for a moment.
 * @param {string} file
 */
function take(file) {
  const named = join(dirname(file), `${temporaryPrefix()}${basename(file)}`);
  writeFileSync(named, JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    linkSync(named, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") {
      return false;
    }
    throw error;
  } finally {
    rmSync(named, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, host: string } | undefined}
 */
function ownerOf(file) {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, "utf8"));
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, host: string }} owner */
function isDead({ pid, host }) {
  return host === hostname() && !isAlive(pid);
}
