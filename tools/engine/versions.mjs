import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The engines that may be used from PATH. Since 3.216 the `inputs` that a dynamic `read` answers are kept
 * (pulumi/pulumi#21315), and without them every refresh would report drift; 4 may speak another protocol.
 */
export const supported = { from: "3.216.0", below: "4.0.0", text: ">=3.216.0 <4.0.0" };

/**
 * @param {string} version as `pulumi version` prints it: `v3.248.0`, `3.249.0-alpha.x1`
 * @returns {string | undefined} without the `v`; nothing if it is not a version
 */
export function parseVersion(version) {
  return /^v?(\d+\.\d+\.\d+\S*)$/.exec(version.trim())?.[1];
}

/**
 * Whether an engine's version is in the supported range. A pre-release counts as its release.
 * @param {string} version
 */
export function isSupported(version) {
  return compareVersions(version, supported.from) >= 0 && compareVersions(version, supported.below) < 0;
}

/**
 * Negative if `a` is older than `b`. Looks at the first three numbers only; a missing one is 0.
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const index = left.findIndex((number, position) => number !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** @param {string} version */
function numbersOf(version) {
  const numbers = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version)?.slice(1) ?? [];
  return [0, 1, 2].map((position) => Number(numbers[position] ?? 0));
}

/**
 * A Go module of ours that pins one part of the engine, and what is built from it.
 * @typedef {object} GoModule
 * @property {string} folder
 * @property {string} dependency the module that is pinned
 * @property {string} version of the dependency, with its `v`
 * @property {string} goVersion the oldest Go that compiles it
 * @property {readonly string[]} packages the programs to build
 * @property {number} packageCount how many packages a first build names that the modules before it did not need, for the
 *   progress display
 */

/** @type {readonly GoModule[]} */
export const goModules = [
  goModule("languages", {
    dependency: "github.com/pulumi/pulumi/sdk/v3",
    packages: ["nodejs/cmd/pulumi-language-nodejs", "python/cmd/pulumi-language-python"],
    packageCount: 530,
  }),
  goModule("cli", {
    dependency: "github.com/pulumi/pulumi/pkg/v3",
    packages: ["cmd/pulumi"],
    packageCount: 1400,
  }),
];

/** The engine version that is built or downloaded. */
export const engineVersion = goModules.find(({ packages }) => packages.includes("cmd/pulumi"))?.version.slice(1) ?? "";

/**
 * What the Go compiler is asked for. Part of the key of the cache: other flags make another engine.
 * CGO off: no C compiler is needed, and the result runs on every libc.
 */
export const goRecipe = {
  flags: ["-mod=readonly", "-trimpath", "-buildvcs=false", "-v"],
  linkerFlags: "-s -w",
  environment: { CGO_ENABLED: "0" },
};

/** Identifies the content of an engine: changes with the pinned modules and with the recipe. */
export const engineHash = hashOf([
  ...goModules.flatMap(({ folder }) => ["go.mod", "go.sum"].map((file) => readFileSync(join(folder, file)))),
  JSON.stringify(goRecipe),
]);

/** @param {readonly (string | Buffer)[]} parts */
function hashOf(parts) {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Reads the versions from the go.mod, so that they are written in one place.
 * @param {string} name
 * @param {{ dependency: string, packages: readonly string[], packageCount: number }} pinned
 * @returns {GoModule}
 */
function goModule(name, pinned) {
  const folder = join(here, name);
  const goMod = readFileSync(join(folder, "go.mod"), "utf8");
  const version = goMod.match(new RegExp(`^require ${pinned.dependency} (v\\S+)$`, "m"))?.[1];
  const goVersion = goMod.match(/^go (\S+)$/m)?.[1];
  if (version === undefined || goVersion === undefined) {
    throw new Error(`${join(folder, "go.mod")} does not pin ${pinned.dependency} and a go version`);
  }
  return { ...pinned, folder, version, goVersion };
}
