// node downloadWorker.mjs <version> <folder>: installs the official engine into <folder>/bin. See download.mjs.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { PulumiCommand } = require("@pulumi/pulumi/automation");
// the SDK's own semver: install() wants an object of that class
const semver = createRequire(require.resolve("@pulumi/pulumi"))("semver");

const [version, folder] = process.argv.slice(2);
try {
  await PulumiCommand.install({ version: semver.parse(version) ?? undefined, root: folder });
} catch (error) {
  console.error(String(error).replaceAll("\n", " "));
  process.exitCode = 1;
}
