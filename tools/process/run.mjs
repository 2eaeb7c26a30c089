import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { killTree } from "./tree.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment of the child; default: ours
 * @property {AbortSignal} [signal] ends the child and its descendants; `run` then rejects with the signal's reason
 * @property {number} [graceSeconds] between the polite SIGINT and SIGKILL; default 5
 * @property {"inherit" | "capture"} [output] default "capture"
 * @property {(line: string, stream: "stdout" | "stderr") => void} [onLine] sees captured output as it comes
 */

/** @typedef {{ code: number, stdout: string, stderr: string }} RunResult */

/**
 * @typedef {object} Running
 * @property {number} pid also of its process group; 0 if it could not be started
 * @property {Promise<RunResult>} finished
 */

/**
 * Runs one program to its end. It never rejects for a non-zero exit code, only when the program cannot be started or
 * when `signal` ends it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export async function run(command, args, options = {}) {
  options.signal?.throwIfAborted();
  return start(command, args, options).finished;
}

/**
 * Starts one program, which leads a process group of its own: a terminal's Ctrl-C reaches every process of the
 * terminal's group, and together with the SIGINT that we send the engine would count two and give up its state
 * [ENGINE cancel].
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Running}
 */
export function start(command, args, options = {}) {
  const captured = options.output !== "inherit";
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", captured ? "pipe" : "inherit", captured ? "pipe" : "inherit"],
  });
  const finished = finish(child, options);
  finished.catch(() => undefined); // whoever awaits it sees the rejection; until then it must not count as unhandled
  return { pid: child.pid ?? 0, finished };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
async function finish(child, options) {
  const closed = closing(child);
  const stdout = collect(child.stdout, (line) => options.onLine?.(line, "stdout"));
  const stderr = collect(child.stderr, (line) => options.onLine?.(line, "stderr"));
  const stopListening = endOnAbort(child, closed, options);
  try {
    const code = await closed;
    options.signal?.throwIfAborted();
    return { code, stdout: await stdout, stderr: await stderr };
  } finally {
    stopListening();
  }
}

/** @type {Readonly<Partial<Record<NodeJS.Signals, number>>>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * The exit code as a shell reports it: 128 + n for a child that died of a signal.
 * @param {NodeJS.Signals} signal
 */
export function exitCodeOf(signal) {
  return 128 + (signalNumbers[signal] ?? 0);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function closing(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? (signal === null ? 1 : exitCodeOf(signal))));
  });
}

/**
 * @param {import("node:stream").Readable | null} stream
 * @param {(line: string) => void} onLine
 */
async function collect(stream, onLine) {
  if (stream === null) {
    return "";
  }
  let text = "";
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      text += `${line}\n`;
      onLine(line);
    }
  } catch {
    // destroyed by endOnAbort: what came until then is all there is
  }
  return text;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<number>} closed
 * @param {RunOptions} options
 */
function endOnAbort(child, closed, { signal, graceSeconds = 5 }) {
  const end = () => {
    const { pid } = child;
    if (pid === undefined) {
      return;
    }
    signalGroup(pid, "SIGINT");
    const timer = setTimeout(() => {
      killTree(pid);
      // an orphan that inherited the pipes would keep them, and us, open
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, graceSeconds * 1000);
    closed.finally(() => clearTimeout(timer)).catch(() => undefined);
  };
  if (signal?.aborted) {
    end();
  }
  signal?.addEventListener("abort", end, { once: true });
  return () => signal?.removeEventListener("abort", end);
}

/**
 * @param {number} pid of a process that `start` started
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // it ended in the meantime
  }
}
