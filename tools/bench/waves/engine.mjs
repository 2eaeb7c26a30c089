import { delimiter } from "node:path";
import { findOnPath } from "../../engine/probe.mjs";
import { EngineNotFoundError, resolveEngine } from "../../engine/resolve.mjs";
import { LANE_VARIABLE, lanes } from "../../lanes/lanes.mjs";

/**
 * The newest engine that is tested, where this machine has it already; else what every bench runs on. A lane or a way to get the engine that the
 * environment names is followed.
 * @param {{ log: (line: string) => void, signal: AbortSignal }} options
 */
export async function newestEngine(options) {
  const { POWERSTORE_IMPORT_ENGINE: ways, [LANE_VARIABLE]: lane } = process.env;
  if (ways || lane) return resolveEngine(options);
  try {
    const env = { ...process.env, [LANE_VARIABLE]: lanes.newest.name, POWERSTORE_IMPORT_ENGINE: "cache" };
    return await resolveEngine({ ...options, env });
  } catch (error) {
    if (!(error instanceof EngineNotFoundError)) throw error;
    return resolveEngine(options);
  }
}

/**
 * @param {import("../../engine/contract.js").Engine} engine
 * @returns {import("./programs.mjs").Language} YAML where the engine can run it: a program without a language runtime beside it
 */
export function languageOf({ pathEntries }) {
  const PATH = [...pathEntries, process.env.PATH ?? ""].join(delimiter);
  return findOnPath("pulumi-language-yaml", { PATH }) ? "yaml" : "javascript";
}
