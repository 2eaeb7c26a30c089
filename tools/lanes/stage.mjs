import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { link, OWN_NAME, programPackages } from "../engine/project.mjs";
import { writeTarball } from "../package/archives.mjs";
import { bundleDynamic, bundlePlugin } from "../package/bundle.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * Makes a folder whose `node_modules` holds what programs on a lane import: the lane's packages, and this one, packed and unpacked as a user
 * installs it. A link to the checkout would not do: from there `@pulumi/pulumi` is the checkout's own, and a program must not have two of them.
 * @param {string} laneModules `node_modules` with the lane's packages
 * @param {string} folder an empty one, outside of the checkout
 */
export async function stagePackages(laneModules, folder) {
  const modules = join(folder, "node_modules");
  const own = join(modules, OWN_NAME);
  mkdirSync(own, { recursive: true });
  await Promise.all([bundleDynamic(), bundlePlugin()]);
  await unpackOwn(own);
  for (const name of programPackages) {
    link(join(laneModules, name), join(modules, name));
  }
  const { dependencies } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    link(join(root, "node_modules", name), join(modules, name));
  }
}

/** @param {string} folder */
async function unpackOwn(folder) {
  const temporary = mkdtempSync(join(tmpdir(), "powerstore-import-pack-"));
  try {
    const tarball = await writeTarball(temporary);
    const { code, stderr } = await run("tar", ["-xzf", tarball, "-C", folder, "--strip-components", "1"]);
    if (code !== 0) {
      throw new Error(`unpacking ${tarball}: ${stderr.trim()}`);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
