import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";

/** What a program needs at run time; everything else is found from the real places of these. */
const packages = ["@pulumi/pulumi", "@types/node", "ts-node", "typescript"];

/**
 * Links the packages that a program imports, this one included, as `npm install` would put them there.
 * @param {string} projectFolder
 * @param {string} [packageFolder] this package's own folder
 */
export function linkPackages(projectFolder, packageFolder = root) {
  const modules = join(projectFolder, "node_modules");
  for (const name of packages) {
    link(join(root, "node_modules", name), join(modules, name));
  }
  link(packageFolder, join(modules, "pulumi-powerstore-import"));
}

/**
 * @param {string} target
 * @param {string} path
 */
export function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** @type {typeof import("./project.mjs").writeProject} */
export function writeProject(projectFolder, { name, files, plugins = {}, packageFolder }) {
  linkPackages(projectFolder, packageFolder);
  const providers = { "pulumi-nodejs": "node_modules/@pulumi/pulumi", ...plugins };
  const project = {
    name,
    runtime: "nodejs",
    // A released CLI brings its own host for dynamic providers; one built from the Go modules has none (engine.md).
    plugins: { providers: Object.entries(providers).map(([plugin, path]) => ({ name: plugin, path })) },
  };
  writeFileSync(join(projectFolder, "Pulumi.yaml"), JSON.stringify(project, null, 2)); // JSON is YAML
  writeFileSync(join(projectFolder, "package.json"), JSON.stringify({ name, private: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(projectFolder, file)), { recursive: true });
    writeFileSync(join(projectFolder, file), text);
  }
}
