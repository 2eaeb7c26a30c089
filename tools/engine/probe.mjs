import { accessSync, constants, statSync } from "node:fs";
import { devNull } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { run } from "../process/run.mjs";
import { parseVersion } from "./versions.mjs";

/**
 * The full path of a program on PATH. Relative entries are left out: what they mean changes with the folder.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function findOnPath(name, env) {
  return (env.PATH ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Nothing is asked of the network, and no file of the user's is read. */
const quiet = { PULUMI_SKIP_UPDATE_CHECK: "1", CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: devNull };

/**
 * What a program says its version is.
 * @param {string} program `pulumi`, `terraform` or `tofu`
 * @param {{ env: NodeJS.ProcessEnv, signal: AbortSignal }} context
 * @returns {Promise<{ version: string } | { reason: string }>}
 */
export async function probeVersion(program, { env, signal }) {
  const limit = AbortSignal.timeout(20_000);
  try {
    const result = await run(program, ["version"], {
      env: { ...env, ...quiet },
      signal: AbortSignal.any([signal, limit]),
      graceSeconds: 1,
    });
    const version = parseVersion(result.stdout);
    return version !== undefined && result.code === 0
      ? { version }
      : { reason: `"${program} version" does not say a version (exit code ${result.code})` };
  } catch (error) {
    signal.throwIfAborted();
    return { reason: `"${program} version" failed: ${error instanceof Error ? error.message : error}` };
  }
}
