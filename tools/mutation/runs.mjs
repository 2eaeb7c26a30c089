// Runs of tests with one mutant on, in worker processes: one that hangs or was left in disorder is thrown away.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "../root.mjs";

/**
 * @typedef {{ readonly covers: Readonly<Record<string, readonly number[]>>, readonly failed: readonly string[], readonly milliseconds: Readonly<Record<string, number>>, readonly atLoad: readonly number[] }} Outcome
 * @typedef {{ readonly mutant: number, readonly tests?: readonly string[], readonly bail: boolean, readonly milliseconds: number }} Wanted `milliseconds`: the longest that no test may end
 */

const LOAD_MILLISECONDS = 120_000;

export class Worker {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #process;
  #runs = 0;

  /**
   * @param {string} folder of the copied tree
   * @param {readonly string[]} files
   * @param {number} mutant on from the beginning, for what is decided when a module loads; -1 for none
   */
  constructor(folder, files, mutant = -1) {
    this.folder = folder;
    this.files = files;
    this.mutant = mutant;
  }

  /**
   * @param {Wanted} wanted
   * @returns {Promise<Outcome | "timeout">} a process that ends by itself has failed, too
   */
  async run({ milliseconds, ...wanted }) {
    const child = this.#process ?? (await this.#start());
    this.#runs += 1;
    if (child === undefined) return { covers: {}, failed: ["loading"], milliseconds: {}, atLoad: [] };
    child.send(wanted);
    const answer = await answerOf(child, milliseconds);
    if (typeof answer === "string") this.end();
    if (answer === "ended") return { covers: {}, failed: ["the process"], milliseconds: {}, atLoad: [] };
    return /** @type {Outcome | "timeout"} */ (answer);
  }

  /** Whether no more than a mutant's run and the one after it have been in this process. */
  get isFresh() {
    return this.#runs <= 2;
  }

  end() {
    this.#runs = 0;
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  async #start() {
    const args = [String(this.mutant), ...this.files];
    const child = fork(join(root, "tools/mutation/worker.mjs"), args, {
      cwd: this.folder,
      stdio: "ignore",
      execArgv: [],
    });
    this.#process = child;
    const answer = await answerOf(child, LOAD_MILLISECONDS);
    if (answer === "ready") return child;
    this.end();
    return undefined;
  }
}

/**
 * A mutant that never ends holds its process: so each test that ends is told, and what counts is the time since then.
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} milliseconds
 * @returns {Promise<unknown>} a message, "ended" or "timeout"
 */
async function answerOf(child, milliseconds) {
  for (;;) {
    const message = await nextOf(child, milliseconds);
    if (message !== "test end") return message;
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} milliseconds
 * @returns {Promise<unknown>}
 */
async function nextOf(child, milliseconds) {
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      once(child, "message", { signal }).then(([message]) => message),
      once(child, "exit", { signal }).then(() => "ended"),
      once(AbortSignal.timeout(milliseconds), "abort", { signal }).then(() => "timeout"),
    ]);
  } finally {
    over.abort();
  }
}
