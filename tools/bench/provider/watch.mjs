import { readFileSync } from "node:fs";
import { descendantsOf } from "../../process/tree.mjs";

/** @typedef {{ cpuSeconds: number, memoryBytes: number }} Usage user and system time, and the largest resident memory */

/** Jiffies per second of Linux's /proc, the same on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MILLISECONDS = 50;
/** Looking through all processes costs more than reading one: it must not slow down what is measured. */
const SEARCH_MILLISECONDS = 500;

/**
 * Watches the provider's process below an engine until it ends. Linux only; elsewhere nothing is measured.
 * @param {number} enginePid
 */
export function watchProvider(enginePid) {
  /** @type {Map<number, Usage>} */
  const seen = new Map();
  const search = () => {
    for (const pid of descendantsOf(enginePid).filter(isProvider)) sample(seen, pid);
  };
  const timers = [
    setInterval(search, SEARCH_MILLISECONDS),
    setInterval(() => [...seen.keys()].forEach((pid) => void sample(seen, pid)), SAMPLE_MILLISECONDS),
  ];
  if (process.platform !== "linux") timers.forEach(clearInterval);
  return {
    /**
     * The host's start script runs Node for a moment, too: the provider is the one that worked most.
     * @returns {Usage | undefined}
     */
    stop: () => {
      timers.forEach(clearInterval);
      return [...seen.values()].sort((one, other) => other.cpuSeconds - one.cpuSeconds)[0];
    },
  };
}

/**
 * @param {Map<number, Usage>} seen
 * @param {number} pid
 */
function sample(seen, pid) {
  const usage = readProcess(pid);
  if (usage) seen.set(pid, usage);
}

/** @param {number} pid */
function isProvider(pid) {
  const command = readText(`/proc/${pid}/cmdline`);
  return /(^|\/)node\0/.test(command) && /dynamic-provider|(plugin|noop)\.cjs/.test(command);
}

/**
 * @param {number} pid
 * @returns {Usage | undefined}
 */
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
