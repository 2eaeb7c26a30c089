import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../process/interruption.mjs";
import { run } from "../../process/run.mjs";
import { root } from "../../root.mjs";

/** @typedef {{ name: string, folder: string }} Build another state of this repository, compiled: its commit, and where it lies */

/**
 * Builds an earlier commit beside this one, to be measured in the same run. It gets the packages that it was made with.
 * @param {string} commit as git takes it: a hash, a tag, `HEAD~3`
 * @param {AbortSignal} signal
 * @returns {Promise<Build>}
 */
export async function buildEarlier(commit, signal) {
  const { stdout } = await succeed("git", ["rev-parse", "--short", `${commit}^{commit}`], { cwd: root, signal });
  const name = stdout.trim();
  const folder = join(root, "dist", "bench", name);
  // Half a build of an interrupted run counts for nothing.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = `${folder}.tar`;
  await succeed("git", ["archive", "--output", archive, name], { cwd: root, signal });
  await succeed("tar", ["-xf", archive, "-C", folder], { cwd: root, signal });
  rmSync(archive);
  await install(folder, signal);
  await succeed(process.execPath, ["node_modules/typescript/bin/tsc", "--build"], { cwd: folder, signal });
  const bundle =
    'import("./tools/package/bundle.mjs").then(({ bundleDynamic, bundlePlugin }) => Promise.all([bundleDynamic?.(), bundlePlugin()]))';
  await succeed(process.execPath, ["--input-type=module", "--eval", `await ${bundle}`], { cwd: folder, signal });
  if (!existsSync(join(folder, "dist", "plugin", "plugin.cjs"))) throw new Failure(`commit ${name} built no plugin`);
  return { name, folder };
}

/**
 * Those of this checkout if they are the same ones.
 * @param {string} folder
 * @param {AbortSignal} signal
 */
async function install(folder, signal) {
  const lock = (/** @type {string} */ at) => readFileSync(join(at, "package-lock.json"), "utf8");
  if (lock(folder) === lock(root)) return symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await succeed(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, signal });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, signal: AbortSignal }} options
 */
async function succeed(command, args, options) {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  throw new Failure(
    `the bench could not build the earlier commit: ${command} ${args[0]}: ${result.stderr || result.stdout}`,
  );
}
