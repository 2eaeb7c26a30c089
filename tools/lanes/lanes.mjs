import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * A set of versions that belongs together, and that the end-to-end tests run on. A lane is a folder beside this file, which is the one place
 * that names its versions: `engine/go.mod` pins the engine, `package.json` Node (as the packages that hold its binary) and `@pulumi/pulumi`.
 * @typedef {object} Lane
 * @property {LaneName} name
 * @property {string} folder
 * @property {string} engine version of the Pulumi engine, without a `v`
 * @property {string} sdk version of `@pulumi/pulumi`
 * @property {string} node version of Node
 * @property {string} python version of Pulumi for Python
 * @property {string} yaml version of the language host for YAML
 * @property {string} java version of the language host for Java, and of Pulumi for Java: they are released together
 */

/** @typedef {"oldest" | "newest"} LaneName */

/** The Go module that pins the language hosts which are the same on all lanes. */
export const hostsFolder = join(here, "hosts");

/** The oldest set that is supported, and the newest that is tested. */
export const lanes = { oldest: readLane("oldest"), newest: readLane("newest") };

/** What the environment calls a lane; without it a process works on what its machine has. */
export const LANE_VARIABLE = "POWERSTORE_IMPORT_LANE";

/**
 * The lane that a process was put on.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Lane | undefined} nothing: it works on what the machine has
 */
export function chosenLane(env) {
  const name = env[LANE_VARIABLE] ?? "";
  return name === "" ? undefined : laneNamed(name);
}

/**
 * The lane whose engine is built where there is none.
 * @param {NodeJS.ProcessEnv} env
 */
export const laneOf = (env) => chosenLane(env) ?? lanes.oldest;

/**
 * @param {string} name
 * @returns {Lane}
 */
export function laneNamed(name) {
  if (name === "oldest" || name === "newest") {
    return lanes[name];
  }
  throw new Error(`there is no lane "${name}"; there are: ${Object.keys(lanes).join(", ")}`);
}

/**
 * The lane that says most beside what the machine has been tested with.
 * @param {string | undefined} engine version of the machine's engine; nothing if it has none
 */
export const otherLane = (engine) => (engine === lanes.newest.engine ? lanes.oldest : lanes.newest);

/**
 * @param {LaneName} name
 * @returns {Lane}
 */
function readLane(name) {
  const folder = join(here, name);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return {
    name,
    folder,
    engine: pinnedVersion(join(folder, "engine"), "github.com/pulumi/pulumi/pkg/v3"),
    node: optionalDependencies[nodePackage("linux", "x64")],
    sdk: dependencies["@pulumi/pulumi"],
    python: versionIn(join(folder, "requirements.txt"), /^pulumi==(\S+)$/m),
    yaml: pinnedVersion(hostsFolder, "github.com/pulumi/pulumi-yaml"),
    java: pinnedVersion(hostsFolder, "github.com/pulumi/pulumi-java/pkg"),
  };
}

/**
 * The version of a dependency in a Go module of ours.
 * @param {string} folder
 * @param {string} dependency
 */
export function pinnedVersion(folder, dependency) {
  return versionIn(join(folder, "go.mod"), new RegExp(`^(?:require |\\t)${dependency} v(\\S+)$`, "m"));
}

/**
 * @param {string} file
 * @param {RegExp} pattern with the version as its group
 */
function versionIn(file, pattern) {
  const version = pattern.exec(readFileSync(file, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${file} names no version: ${pattern}`);
  }
  return version;
}

/**
 * The npm package that holds Node's binary for a platform; `node` itself fetches it in a script of its installation, which no lock file covers.
 * The lanes name those for Linux: the newest versions are not there for other systems.
 * @param {string} platform
 * @param {string} cpu
 */
export function nodePackage(platform, cpu) {
  return `node-${platform}-${cpu}`;
}
