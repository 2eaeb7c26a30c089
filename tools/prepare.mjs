import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundleCommand, bundleDynamic, bundlePlugin, bundleTerraform } from "./package/bundle.mjs";
import { root } from "./root.mjs";

// npm runs this after an install in the checkout, so that `pulumi new <this repository>` ends with a program that runs:
// the quickstart imports the library by its name, and that is the compiled one. So are the commands that the README names.
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--build"], {
  cwd: root,
  stdio: "inherit",
});

await bundleDynamic();
// The examples' projects name this folder as the plugin.
await bundlePlugin();
// So does what a .terraformrc names for development.
await bundleTerraform();
// So does whoever types `npx powerstore-import`.
await bundleCommand();

// An old language host (3.68, the newest that can be built from Go modules) takes an install for failed when there is no
// node_modules beside the program, or the plugin, itself.
for (const folder of ["examples/quickstart", "pulumi-plugin"]) {
  mkdirSync(join(root, folder, "node_modules"), { recursive: true });
}
