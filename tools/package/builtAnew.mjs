/** A release is built from nothing: of a source that is gone the compiler leaves what it once made of it, and npm packs whole folders. */
import { existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../root.mjs";
import { bundleFile, commandFile, dynamicFile, workFile } from "./bundle.mjs";
import { schemaFile } from "./schemaFile.mjs";

/** Of the rest of dist (generators, measurements) nothing is packed. */
const packedFolders = ["command", "dynamic", "plugin", "provider", "sdk", "terraform"].map((name) =>
  join("dist", name),
);

/** What the compiler remembers having written; as long as it does it writes nothing. */
const memories = ["dist", "policy", "simulator"].map((name) => join(name, "tsconfig.tsbuildinfo"));

/** @param {string} folder of the checkout */
export function emptyBuilt(folder) {
  for (const path of [...packedFolders, "policy/dist", "simulator/dist", ...memories]) {
    rmSync(join(folder, path), { recursive: true, force: true });
  }
}

const bundles = new Set(
  [bundleFile, commandFile, workFile, dynamicFile, schemaFile].map((path) => relative(root, path)),
);

/**
 * What of a package was built from no source that is there.
 * @param {readonly string[]} packed paths in the package
 * @param {string} folder of the checkout
 * @param {string} [workspace] whose package it is, if not the main one
 */
export function withoutSource(packed, folder, workspace) {
  const sources = workspace === undefined ? folder : join(folder, workspace, "src");
  return packed.filter((path) => {
    const [, compiled] = /^dist\/(.*?)(?:\.d)?\.(?:js|ts)(?:\.map)?$/.exec(path) ?? [];
    if (compiled !== undefined) return !existsSync(join(sources, `${compiled}.ts`));
    return path.startsWith("dist/") && !bundles.has(path);
  });
}
