import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { packTarball, writeArchives } from "./package/archives.mjs";
import { withoutSource } from "./package/builtAnew.mjs";
import { bundleCommand, bundlePlugin, bundleTerraform } from "./package/bundle.mjs";
import { canGenerate } from "./package/generateSdk.mjs";
import { schemaFile, writeSchema } from "./package/schemaFile.mjs";
import { writeSdkArchives } from "./package/sdkArchives.mjs";
import { writeTerraformSums } from "./package/terraformSums.mjs";
import { writeTerraformZips } from "./package/terraformZips.mjs";
import { Failure } from "./process/interruption.mjs";
import { root } from "./root.mjs";

/**
 * `npm run package`: bundles, schema, npm tarballs, the archives for `pulumi plugin install`, the zips for Terraform and OpenTofu and the SDKs of all languages, in dist/release.
 * @param {{ steps: import("./process/steps.mjs").Steps }} context
 * @returns {Promise<number>} the exit code
 */
export async function makePackage({ steps }) {
  const folder = join(root, "dist", "release");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await steps.time("bundle", () => Promise.all([bundlePlugin(), bundleCommand(), bundleTerraform()]));
  writeSchema();
  await steps.time("pack", async () => {
    const zips = writeTerraformZips(folder, version);
    const paths = [
      await tarballOf(folder),
      await tarballOf(folder, "policy"),
      await tarballOf(folder, "simulator"),
      ...(await writeArchives(folder, version)),
      ...zips,
      writeTerraformSums(folder, version, zips),
    ];
    for (const path of paths) steps.say(relative(root, path));
  });
  await packSdks(steps, folder, version);
  return 0;
}

/**
 * @param {string} folder
 * @param {string} [workspace]
 */
async function tarballOf(folder, workspace) {
  const { path, files } = await packTarball(folder, workspace);
  const strays = withoutSource(files, root, workspace);
  if (strays.length > 0)
    throw new Failure(`${path} has what was built from no source that is there: ${strays.join(", ")}`);
  return path;
}

/**
 * Whoever wants the npm package alone need not have Go; a release must not lack an SDK.
 * @param {import("./process/steps.mjs").Steps} steps
 * @param {string} folder
 * @param {string} version
 */
async function packSdks(steps, folder, version) {
  if (canGenerate()) {
    steps.say("SDKs: begun; the first time on a machine their generators are compiled, which takes minutes");
    await steps.time("SDKs", async () => {
      const paths = await writeSdkArchives(folder, schemaFile, join(root, "dist", "sdks"), version);
      for (const path of paths) steps.say(relative(root, path));
    });
  } else if (process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE === "1") {
    throw new Failure("the SDKs cannot be generated: no go on PATH");
  } else {
    steps.say("*** NO GO: the SDKs of the languages are NOT MADE ***");
  }
}
