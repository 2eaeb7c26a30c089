import { dirname } from "node:path";
import { findCachedEngine } from "./cache.mjs";
import { buildEngine } from "./goBuild.mjs";
import { makeEngine } from "./makeEngine.mjs";
import { pinnedOpenTofu } from "./pins.mjs";
import { findOnPath, probeVersion } from "./probe.mjs";
import { compareVersions } from "./versions.mjs";
import { waysOf } from "./ways.mjs";

/** Older ones know no write-only attributes, and would record what is to stand in no state. */
const OLDEST = "1.11.0";

/** What runs the provider for Terraform. OpenTofu can be built everywhere; the modules of Terraform cannot, as they are served, so that it is what the machine has. */
export const terraformEngines = /** @type {const} */ ({
  terraform: { title: "Terraform", isBuilt: false },
  tofu: { title: "OpenTofu", isBuilt: true },
});

/**
 * @typedef {import("./contract.js").EngineAttempt} EngineAttempt
 * @typedef {import("./contract.js").AttemptResult} AttemptResult
 */

/**
 * Finds one on PATH or in the cache, or makes it. POWERSTORE_IMPORT_ENGINE names the ways of Pulumi's engine, and is `cache` or `none` where that is in the
 * cache alone, or nowhere: of it only a missing `build` counts here, too.
 * @type {import("./contract.js").ResolveTerraform}
 */
export async function resolveTerraform(name, options = {}) {
  const { env = process.env, log = () => undefined, signal = new AbortController().signal } = options;
  const { isBuilt } = terraformEngines[name];
  const attempt = { env, log, signal, pinned: pinnedOpenTofu() };
  const ways = [
    () => findOnThePath(name, attempt),
    ...(isBuilt ? [() => findCachedEngine(attempt)] : []),
    ...(isBuilt && waysOf(env).includes("build") ? [() => makeEngine(attempt, buildEngine, "built")] : []),
  ];
  const reasons = [];
  for (const find of ways) {
    const result = await find();
    if ("engine" in result) return result;
    reasons.push(result.reason);
  }
  return { reason: reasons.join("; ") };
}

/**
 * Terraform as the machine has it, or else OpenTofu, from wherever that is to be had.
 * @type {import("./contract.js").ResolveEither}
 */
export async function resolveEither(options) {
  const reasons = [];
  for (const name of /** @type {const} */ (["terraform", "tofu"])) {
    const result = await resolveTerraform(name, options);
    if ("engine" in result) return { name, ...result };
    reasons.push(result.reason);
  }
  return { reason: reasons.join("; ") };
}

/**
 * @param {string} name
 * @param {EngineAttempt} attempt
 * @returns {Promise<AttemptResult>}
 */
async function findOnThePath(name, { env, signal }) {
  const program = findOnPath(name, env);
  if (program === undefined) {
    return { reason: `no ${name} on PATH` };
  }
  const probed = await probeVersion(program, { env, signal });
  if ("reason" in probed) {
    return probed;
  }
  if (compareVersions(probed.version, OLDEST) < 0) {
    return { reason: `${program} is version ${probed.version}, needed is ${OLDEST} or newer` };
  }
  return { engine: { program, version: probed.version, pathEntries: [dirname(program)], source: "PATH" } };
}
