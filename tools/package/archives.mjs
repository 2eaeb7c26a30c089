import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/** What `pulumi plugin install` asks a server for. The content is the same for all: the plugin is JavaScript. */
const platforms = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((cpu) => `${system}-${cpu}`),
);

/** Paths in an archive, which are those in the package; the executables have to be in its root. */
const files = [
  "pulumi-resource-powerstore-import",
  "pulumi-resource-powerstore-import.cmd",
  "dist/plugin/plugin.cjs",
  "LICENSE",
];

/**
 * Writes one archive for each platform.
 * @param {string} folder
 * @param {string} version without a `v`
 * @returns {Promise<string[]>} their paths
 */
export async function writeArchives(folder, version) {
  const staging = mkdtempSync(join(tmpdir(), "powerstore-import-archive-"));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(staging, file)), { recursive: true });
      copyFileSync(join(root, file), join(staging, file));
    }
    chmodSync(join(staging, "pulumi-resource-powerstore-import"), 0o755);
    const archives = platforms.map((platform) =>
      join(folder, `pulumi-resource-powerstore-import-v${version}-${platform}.tar.gz`),
    );
    for (const archive of archives) {
      await succeed("tar", ["-czf", archive, "-C", staging, ...files]);
    }
    return archives;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Packs the npm package as it would be published; what it holds has been built before.
 * @param {string} folder
 * @param {string} [workspace] the package of that folder in place of the main one
 */
export async function packTarball(folder, workspace) {
  const which = workspace === undefined ? [] : ["--workspace", workspace];
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder, ...which];
  const { stdout } = await succeed("npm", args, root);
  // A list up to npm 11.6, then an object by names.
  const [packed] = /** @type {{ filename: string, files: { path: string }[] }[]} */ (Object.values(JSON.parse(stdout)));
  return { path: join(folder, packed?.filename ?? ""), files: packed?.files.map(({ path }) => path) ?? [] };
}

/**
 * The same, for those who want to know only where the tarball is.
 * @param {string} folder
 * @param {string} [workspace]
 * @returns {Promise<string>}
 */
export const writeTarball = async (folder, workspace) => (await packTarball(folder, workspace)).path;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function succeed(command, args, cwd = root) {
  const result = await run(command, args, { cwd });
  if (result.code !== 0) throw new Failure(`${command} failed (exit code ${result.code}): ${result.stderr.trim()}`, 1);
  return result;
}
