import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { root } from "../root.mjs";
import { terraformFile, terraformParts } from "./bundle.mjs";

/** As Terraform and OpenTofu name them. A package for Unix is the same for all: the provider is JavaScript. */
const systems = /** @type {const} */ (["linux", "darwin", "windows"]);
const processors = ["amd64", "arm64"];

const NAME = "terraform-provider-powerstore-import";

/** Where modes are said: Unix. Without them the provider would not be executable where a mirror has it as a zip [TERRAFORM packaging]. */
const UNIX = 3;
const FILE = 0o100000;

/**
 * Writes a zip for each platform, as a mirror or a registry has them; the bundle has been made before.
 * @param {string} folder
 * @param {string} version without a `v`
 * @returns {string[]} their paths
 */
export function writeTerraformZips(folder, version) {
  const bundle = readFileSync(terraformFile);
  const beside = [
    ...Object.values(terraformParts).map((name) => join(dirname(terraformFile), name)),
    join(root, "LICENSE"),
  ];
  const others = beside.map((path) => ({ name: basename(path), content: readFileSync(path), mode: 0o644 }));
  return systems.flatMap((system) => {
    const files = system === "windows" ? windowsFiles(bundle, version) : unixFiles(bundle, version);
    const zip = zipOf([...files, ...others]);
    return processors.map((processor) => {
      const path = join(folder, `${NAME}_${version}_${system}_${processor}.zip`);
      writeFileSync(path, zip);
      return path;
    });
  });
}

/** @typedef {{ name: string, content: Uint8Array, mode: number }} ZipFile */

/**
 * @param {Uint8Array} bundle
 * @param {string} version
 * @returns {ZipFile[]}
 */
function unixFiles(bundle, version) {
  return [
    { name: `${NAME}_v${version}`, content: bundle, mode: 0o755 },
    // Unpacked below somebody's package of type "module", a file without an extension would be taken for one.
    { name: "package.json", content: strToU8('{ "type": "commonjs" }\n'), mode: 0o644 },
  ];
}

/**
 * Windows starts no file without an extension. Nothing else may begin with the provider's name: the first by name is started.
 * @param {Uint8Array} bundle
 * @param {string} version
 * @returns {ZipFile[]}
 */
function windowsFiles(bundle, version) {
  const command = '@echo off\r\nnode "%~dp0plugin.cjs" %*\r\n';
  return [
    { name: `${NAME}_v${version}.cmd`, content: strToU8(command), mode: 0o755 },
    { name: "plugin.cjs", content: bundle, mode: 0o644 },
  ];
}

/** @param {readonly ZipFile[]} files */
function zipOf(files) {
  // Of no day, and in whatever time zone written alike, so that the same content is the same file.
  const mtime = new Date(1980, 0, 1);
  const entries = files.map(({ name, content, mode }) => {
    const attributes = { os: UNIX, attrs: ((FILE | mode) << 16) >>> 0, mtime, level: /** @type {const} */ (9) };
    return [name, /** @type {const} */ ([content, attributes])];
  });
  return zipSync(Object.fromEntries(entries));
}
