import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../cacheRoot.cjs";
import { laneOf } from "../lanes/lanes.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * A Python environment with Pulumi's SDK and what builds a generated one without asking a registry, kept between runs beside the engines.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ bin: string } | { reason: string }>} its folder of programs, or why there is none
 */
export async function pythonEnvironment(env = process.env) {
  const { python: version, folder: laneFolder } = laneOf(env);
  const packages = readFileSync(join(laneFolder, "requirements.txt"), "utf8").trim().split("\n");
  const folder = join(cacheRoot(env), `python-${version}`);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const marker = join(folder, "complete.json");
  if (existsSync(marker) && readFileSync(marker, "utf8") === JSON.stringify(packages)) return { bin };
  rmSync(folder, { recursive: true, force: true });
  for (const [command, ...args] of [
    ["python3", "-m", "venv", folder],
    [join(bin, "python"), "-m", "pip", "install", "--quiet", ...packages],
  ]) {
    const reason = await failureOf(command ?? "", args);
    if (reason !== undefined) return { reason };
  }
  writeFileSync(marker, JSON.stringify(packages));
  return { bin };
}

/**
 * Installs a generated SDK into a folder that a program names in PYTHONPATH; it asks for its own version, which only an installed
 * package has. Nothing is downloaded.
 * @param {string} bin of the environment
 * @param {string} sdk
 * @param {string} target
 */
export async function installSdk(bin, sdk, target) {
  const flags = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", target];
  const reason = await failureOf(join(bin, "python"), ["-m", "pip", "install", ...flags, sdk]);
  if (reason !== undefined) throw new Failure(`installing the Python SDK: ${reason}`, 1);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function failureOf(command, args) {
  try {
    const { code, stderr } = await run(command, args, { cwd: root });
    return code === 0 ? undefined : `${command} failed (exit code ${code}): ${stderr.trim()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
