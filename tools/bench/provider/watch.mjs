import { readFileSync } from "node:fs";
import { descendantsOf } from "../../process/tree.mjs";

/** Jiffies per second of Linux's /proc, the same on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;
const EVERY_MILLISECONDS = 50;

/**
 * Watches the provider's process below an engine until it ends: its own CPU time and its largest resident memory. Linux only; elsewhere
 * both stay undefined.
 * @param {number} enginePid
 */
export function watchProvider(enginePid) {
  /** @type {Map<number, { cpuSeconds: number, memoryBytes: number }>} */
  const seen = new Map();
  const timer = setInterval(() => {
    for (const pid of descendantsOf(enginePid).filter(isProvider)) {
      const usage = readProcess(pid);
      if (usage) seen.set(pid, usage);
    }
  }, EVERY_MILLISECONDS);
  return {
    /** The host's start script runs Node for a moment, too: the provider is the one that worked most. */
    stop: () => {
      clearInterval(timer);
      return [...seen.values()].sort((one, other) => other.cpuSeconds - one.cpuSeconds)[0];
    },
  };
}

/** @param {number} pid */
function isProvider(pid) {
  const command = readText(`/proc/${pid}/cmdline`);
  return (
    /(^|\/)node\0/.test(command) && /dynamic-provider|pulumi-resource-powerstore-import|plugin\.c?js/.test(command)
  );
}

/** @param {number} pid */
function readProcess(pid) {
  const fields = readText(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const peak = /VmHWM:\s+(\d+) kB/.exec(readText(`/proc/${pid}/status`))?.[1];
  if (fields.length < 13 || peak === undefined) return undefined;
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, memoryBytes: Number(peak) * 1024 };
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
