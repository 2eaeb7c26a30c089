import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { writeArchives, writeTarball } from "./package/archives.mjs";
import { bundlePlugin } from "./package/bundle.mjs";
import { writeSchema } from "./package/schemaFile.mjs";
import { root } from "./root.mjs";

/**
 * `npm run package`: bundle, schema, npm tarball and the archives for `pulumi plugin install`, in dist/release.
 * @param {{ steps: import("./process/steps.mjs").Steps }} context
 * @returns {Promise<number>} the exit code
 */
export async function makePackage({ steps }) {
  const folder = join(root, "dist", "release");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await steps.time("bundle", () => bundlePlugin());
  writeSchema();
  await steps.time("pack", async () => {
    const paths = [await writeTarball(folder), ...(await writeArchives(folder, version))];
    for (const path of paths) steps.say(relative(root, path));
  });
  return 0;
}
