import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";
import { addToCache } from "./cache.mjs";

const SITE = "https://get.pulumi.com/";
const worker = join(dirname(fileURLToPath(import.meta.url)), "downloadWorker.mjs");
const REACH_SECONDS = 5;
const DOWNLOAD_SECONDS = 300;

/**
 * Lets the SDK's Automation API install the official engine. It knows no time limit and cannot be stopped, so it runs
 * in a process of its own; and a site that does not answer is found out first, in seconds.
 * @param {import("./contract.js").EngineAttempt} attempt
 * @returns {Promise<import("./contract.js").AttemptResult | "added">}
 */
export async function downloadEngine(attempt) {
  const { env, signal, log, pinned } = attempt;
  if (!existsSync(join(root, "node_modules", "@pulumi", "pulumi"))) {
    return { reason: "@pulumi/pulumi is not installed (npm ci)" };
  }
  const unreachable = await findObstacle(signal);
  if (unreachable !== undefined) {
    return { reason: unreachable };
  }
  const { version } = pinned;
  log(`downloading the official engine ${version} (about 100 MB)`);
  try {
    await addToCache(attempt, async (folder) => {
      const result = await run(process.execPath, [worker, version, folder], {
        env,
        signal: AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_SECONDS * 1000)]),
      });
      if (result.code !== 0) {
        throw new Error(result.stderr.trim().split("\n").at(-1) ?? `exit code ${result.code}`);
      }
    });
    return "added";
  } catch (error) {
    signal.throwIfAborted();
    return { reason: `the download failed: ${error instanceof Error ? error.message : error}` };
  }
}

/** @param {AbortSignal} signal */
async function findObstacle(signal) {
  try {
    await fetch(SITE, { method: "HEAD", signal: AbortSignal.any([signal, AbortSignal.timeout(REACH_SECONDS * 1000)]) });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${SITE} cannot be reached: ${cause instanceof Error ? cause.message : cause}`;
  }
}
