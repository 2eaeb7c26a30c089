import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../../process/interruption.mjs";
import { run } from "../../process/run.mjs";
import { root } from "../../root.mjs";
import { chores } from "./goals.mjs";

/** What du counts in. */
const BLOCK_BYTES = 512;

/**
 * What git knows of this checkout, as it is now, in another folder: an install does not touch what people work with.
 * @param {string} parent
 * @param {AbortSignal} signal
 */
export async function copyCheckout(parent, signal) {
  const { stdout } = await run("git", ["ls-files", "-z"], { cwd: root, signal });
  const folder = join(parent, "checkout");
  for (const file of stdout.trimEnd().split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file), { verbatimSymlinks: true });
  }
  return folder;
}

/**
 * @param {string} folder a copy of the checkout without packages
 * @param {AbortSignal} signal
 * @returns {Promise<import("./goals.mjs").Install>}
 */
export async function measureInstall(folder, signal) {
  const seconds = await timeScript(chores.install, signal, folder);
  const modules = join(folder, "node_modules");
  const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
  return { seconds, packages: countPackages(packages), megabytes: bytesOf(modules) / 1e6 };
}

/**
 * @param {readonly string[]} args of npm
 * @param {AbortSignal} signal
 * @param {string} [cwd]
 * @returns {Promise<number>} seconds
 */
export async function timeScript(args, signal, cwd = root) {
  const start = performance.now();
  const { code, stdout, stderr } = await run("npm", args, { cwd, signal });
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Failure(`npm ${args.join(" ")} failed in the bench:\n${stdout}${stderr}`);
  return seconds;
}

/**
 * Of what npm says that it installed; this repository's own are links, and no packages that come from elsewhere.
 * @param {Readonly<Record<string, { link?: boolean }>>} installed by place
 */
export function countPackages(installed) {
  return Object.entries(installed).filter(([place, { link = false }]) => place.includes("node_modules/") && !link)
    .length;
}

/**
 * On the disk, as du counts.
 * @param {string} path
 * @returns {number}
 */
export function bytesOf(path) {
  const status = lstatSync(path);
  const within = status.isDirectory() ? readdirSync(path).map((name) => bytesOf(join(path, name))) : [];
  return within.reduce((sum, bytes) => sum + bytes, status.blocks * BLOCK_BYTES);
}
