import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheRoot } from "../cacheRoot.cjs";
import { isExecutable } from "../engine/probe.mjs";
import { lockedPackages } from "../lanes/lockedPackages.mjs";

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * One way to install that users have beside npm.
 * @typedef {object} PackageManager
 * @property {string} name with the layout, where there are several
 * @property {readonly string[]} command that installs what the folder's `package.json` names, without scripts
 * @property {Readonly<Record<string, string>>} files that the project needs for it
 * @property {readonly string[]} nodeFlags for a program in that layout
 */

/**
 * The package managers that `package.json` beside this file names, installed once, and where each keeps what it downloads: a second run asks the
 * registry for little.
 * @param {import("../engine/contract.js").Attempt} attempt
 * @returns {Promise<{ managers: readonly PackageManager[], bun: string, env: Record<string, string> } | { reason: string }>}
 */
export async function packageManagers(attempt) {
  const found = await lockedPackages(
    {
      folder,
      entry: join("packageManagers", "programs"),
      findMissing: (installed) =>
        Object.values(binaries(installed)).every(isExecutable)
          ? undefined
          : `no pnpm or no bun for ${process.platform} on ${process.arch}`,
      doing: "installing yarn, pnpm and bun",
    },
    attempt,
  );
  if ("reason" in found) {
    return found;
  }
  const downloads = join(cacheRoot(attempt.env), "packageManagers", "downloads");
  const { bun } = binaries(found.installed);
  const managers = managersIn(found.installed, downloads).filter(({ command }) => existsSync(command[0] ?? ""));
  return { managers, bun, env: environment(downloads) };
}

/** @param {string} installed */
function binaries(installed) {
  const modules = join(installed, "node_modules");
  const bunCpu = process.arch === "arm64" ? "aarch64" : process.arch;
  return {
    bun: join(modules, `@oven/bun-${process.platform}-${bunCpu}`, "bin", "bun"),
    pnpm: join(modules, `@pnpm/exe.${process.platform}-${process.arch}`, "pnpm"),
  };
}

/**
 * @param {string} installed
 * @param {string} downloads
 * @returns {readonly PackageManager[]}
 */
function managersIn(installed, downloads) {
  const modules = join(installed, "node_modules");
  const { bun, pnpm } = binaries(installed);
  const yarn1 = [process.execPath, join(modules, "yarn", "bin", "yarn.js")];
  const yarn = [process.execPath, join(modules, "@yarnpkg", "cli-dist", "bin", "yarn.js")];
  /** @param {string} linker */
  const yarnFiles = (linker) => ({ ".yarnrc.yml": `nodeLinker: ${linker}\nenableScripts: false\n`, "yarn.lock": "" });
  const none = { files: {}, nodeFlags: [] };
  return [
    { ...none, name: "yarn 1", command: [...yarn1, "install", "--ignore-scripts", "--non-interactive"] },
    { ...none, name: "yarn 4, node_modules", command: [...yarn, "install"], files: yarnFiles("node-modules") },
    {
      name: "yarn 4, Plug'n'Play",
      command: [...yarn, "install"],
      files: yarnFiles("pnp"),
      nodeFlags: ["-r", "./.pnp.cjs"],
    },
    { ...none, name: "pnpm", command: [pnpm, "install", "--ignore-scripts", "--store-dir", join(downloads, "pnpm")] },
    { ...none, name: "bun", command: [bun, "install", "--ignore-scripts"] },
  ];
}

/**
 * Nothing is kept among what the user of the machine has installed himself, and nothing is told to anybody.
 * @param {string} downloads
 */
function environment(downloads) {
  return {
    YARN_CACHE_FOLDER: join(downloads, "yarn"),
    YARN_GLOBAL_FOLDER: join(downloads, "yarn"),
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    BUN_INSTALL: downloads,
    BUN_INSTALL_CACHE_DIR: join(downloads, "bun"),
    XDG_CACHE_HOME: downloads,
    XDG_DATA_HOME: downloads,
    XDG_STATE_HOME: downloads,
  };
}
