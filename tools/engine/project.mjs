import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.mjs";

/** What a program needs at run time; everything else is found from the real places of these. */
export const programPackages = ["@pulumi/pulumi", "@types/node", "ts-node", "typescript"];

export const OWN_NAME = "pulumi-powerstore-import";

/** Names the folder with the packages of a lane (tools/lanes); without it programs get those of the checkout. */
export const STAGE_VARIABLE = "POWERSTORE_IMPORT_STAGE";

/** @type {typeof import("./project.mjs").packagePlaces} */
export function packagePlaces(env = process.env) {
  const stage = env[STAGE_VARIABLE];
  const modules = join(stage ?? root, "node_modules");
  return { modules, own: stage === undefined ? root : join(modules, OWN_NAME) };
}

/**
 * Links the packages that a program imports, this one included, as `npm install` would put them there.
 * @param {string} projectFolder
 * @param {string} [packageFolder] this package's own folder; default: the one that other programs get
 */
export function linkPackages(projectFolder, packageFolder) {
  const places = packagePlaces();
  const modules = join(projectFolder, "node_modules");
  for (const name of programPackages) {
    link(join(places.modules, name), join(modules, name));
  }
  link(packageFolder ?? places.own, join(modules, OWN_NAME));
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
    // A released CLI brings its own host for dynamic providers; one built from the Go modules has none [ENGINE build].
    plugins: { providers: Object.entries(providers).map(([plugin, path]) => ({ name: plugin, path })) },
  };
  writeFileSync(join(projectFolder, "Pulumi.yaml"), JSON.stringify(project, null, 2)); // JSON is YAML
  writeFileSync(join(projectFolder, "package.json"), JSON.stringify({ name, private: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(projectFolder, file)), { recursive: true });
    writeFileSync(join(projectFolder, file), text);
  }
}
