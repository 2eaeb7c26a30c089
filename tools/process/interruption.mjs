import { exitCodeOf } from "./run.mjs";

/** Why everything stops: the user or the system sent a signal. */
export class Interruption extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`interrupted by ${signal}`);
    this.name = "Interruption";
    this.exitCode = exitCodeOf(signal);
  }
}

/** Something the user has to read and act upon: a message without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** @type {readonly NodeJS.Signals[]} */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs the main function of a command. A signal aborts the signal that `main` passes to everything it starts; `main`
 * cleans up in its `finally` blocks, and the process ends with the signal's exit code. Later signals only say that
 * the clean-up is under way, for ending in the middle of it would leave processes and folders behind.
 * @param {(signal: AbortSignal) => Promise<number>} main answers the exit code
 */
export async function runCommand(main) {
  const controller = new AbortController();
  for (const name of signals) {
    process.on(name, () => {
      process.stderr.write(controller.signal.aborted ? "still cleaning up\n" : `\n${name}: ending what was started\n`);
      controller.abort(new Interruption(name));
    });
  }
  process.exitCode = await exitCodeOfMain(main, controller.signal);
  // Not process.exit(): what is still in a pipe's buffer would be lost. Nothing may keep the process alive here.
  for (const name of signals) {
    process.removeAllListeners(name);
  }
}

/**
 * @param {(signal: AbortSignal) => Promise<number>} main
 * @param {AbortSignal} signal
 */
async function exitCodeOfMain(main, signal) {
  try {
    const code = await main(signal);
    return signal.aborted ? signal.reason.exitCode : code;
  } catch (error) {
    if (signal.aborted) {
      return signal.reason.exitCode;
    }
    if (error instanceof Failure) {
      process.stderr.write(`\nerror: ${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`\n${error instanceof Error ? error.stack : error}\n`);
    return 1;
  }
}
