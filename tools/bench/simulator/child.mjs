import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{ rss: number, heap: number }} Memory in bytes, the heap after a collection
 * @typedef {{
 *   ready: any,
 *   ask(question: unknown): Promise<any>,
 *   stop(): Promise<void>,
 * }} Child
 */

/**
 * Each thing that is measured has a process of its own: its memory is its own, and the load comes from another core.
 * The script sends one message once it is ready, and answers each further message with one.
 * @param {string} script beside this file
 * @param {object} options
 * @param {AbortSignal} signal
 * @returns {Promise<Child>}
 */
export async function startChild(script, options, signal) {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { execArgv: ["--expose-gc"], serialization: "advanced", signal });
  // An abort is an error of the child; the wait that it ends rejects, too.
  child.on("error", () => {});
  const end = once(child, "exit").then(fail);
  // Nobody may be waiting when it ends as it should.
  end.catch(() => {});
  const next = async () => {
    const [message] = await Promise.race([once(child, "message", { signal }), end]);
    return message;
  };
  return {
    ready: await next(),
    ask(question) {
      child.send(/** @type {import("node:child_process").Serializable} */ (question));
      return next();
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/**
 * @param {unknown[]} exit
 * @returns {never}
 */
function fail([code, signal]) {
  throw new Error(`what was measured ended with ${code ?? signal}`);
}

/**
 * Answers the parent's messages; the process ends with the parent, or when it is told to.
 * @param {unknown} ready
 * @param {(question: any) => unknown} answer
 */
export function serveParent(ready, answer) {
  process.on("disconnect", () => process.exit(0));
  process.on("message", async (question) => process.send?.(await answer(question)));
  process.send?.(ready);
}

/** @returns {Memory} */
export function readMemory() {
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  return { rss, heap: process.memoryUsage().heapUsed };
}
