import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * Whether a process of this machine is there. A process of another user (EPERM) is.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Kills a process and everything that it started, by pid. The engine puts its plugins into process groups of their
 * own, and they live on as orphans when only the engine is killed [ENGINE crashes].
 * @param {number} root
 */
export function killTree(root) {
  for (const pid of [root, ...descendantsOf(root)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it ended in the meantime
    }
  }
}

/**
 * The processes that `root` started, and those started by them. Only as long as the parents live: an orphan has lost
 * the trace of its origin.
 * @param {number} root
 * @returns {number[]}
 */
export function descendantsOf(root) {
  const parents = process.platform === "linux" ? parentsFromProc() : parentsFromPs();
  /** @type {number[]} */
  const found = [];
  for (let generation = [root]; generation.length > 0; ) {
    generation = parents.filter(([, parent]) => generation.includes(parent)).map(([pid]) => pid);
    found.push(...generation);
  }
  return found;
}

/** @returns {[pid: number, parent: number][]} */
function parentsFromProc() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // "pid (command) state ppid ...", and the command may contain blanks and parentheses
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        return [/** @type {[number, number]} */ ([Number(name), Number(fields[1])])];
      } catch {
        return [];
      }
    });
}

/** @returns {[pid: number, parent: number][]} */
function parentsFromPs() {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => /** @type {[number, number]} */ (line.trim().split(/\s+/).map(Number)));
}

/**
 * Kills the processes whose environment has a variable with a value that only ours can have. Finds orphans, which
 * `killTree` cannot; on Linux only, other systems do not show a process's environment reliably.
 * @param {string} name
 * @param {string} value
 */
export function killProcessesWithVariable(name, value) {
  if (process.platform !== "linux") {
    return;
  }
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`${name}=${value}`)) {
        process.kill(Number(pid), "SIGKILL");
      }
    } catch {
      // it ended in the meantime, or belongs to somebody else
    }
  }
}
