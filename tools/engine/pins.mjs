import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hostsFolder, laneOf, pinnedVersion } from "../lanes/lanes.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * A Go module of ours that pins one part of the engine, and what is built from it.
 * @typedef {object} GoModule
 * @property {string} folder
 * @property {string} dependency the module that is pinned
 * @property {string} version of the dependency, with its `v`
 * @property {string} goVersion the oldest Go that compiles it
 * @property {string} linked a variable and its value, by the linker: what the programs learn from it that they are a release
 * @property {readonly string[]} packages the programs to build
 * @property {number} packageCount how many packages a first build names that the modules before it did not need, for the
 *   progress display
 */

/**
 * What a Go compiler is asked for. Part of the key of the cache: other flags make another engine.
 * CGO off: no C compiler is needed, and the result runs on every libc.
 */
export const goRecipe = {
  flags: ["-mod=readonly", "-trimpath", "-buildvcs=false", "-v"],
  linkerFlags: "-s -w",
  environment: { CGO_ENABLED: "0" },
};

const PULUMI_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * An engine that is built, or downloaded.
 * @typedef {object} PinnedEngine
 * @property {string} title
 * @property {string} entry what its folder in the cache begins with
 * @property {string} version without a `v`
 * @property {readonly [string, ...string[]]} programs what it must consist of; the first one is run
 * @property {string} minutes that a build takes
 * @property {readonly GoModule[]} goModules
 * @property {string} hash identifies its content: changes with the pinned modules and with the recipe
 */

/**
 * @param {NodeJS.ProcessEnv} env names the lane
 * @returns {PinnedEngine}
 */
export function pinnedEngine(env) {
  const lane = laneOf(env);
  const goModules = [
    goModule(join(here, "languages"), {
      dependency: "github.com/pulumi/pulumi/sdk/v3",
      packages: ["nodejs/cmd/pulumi-language-nodejs", "python/cmd/pulumi-language-python"],
      packageCount: 530,
      versionVariable: PULUMI_VERSION,
    }),
    goModule(hostsFolder, {
      dependency: "github.com/pulumi/pulumi-yaml",
      packages: ["cmd/pulumi-language-yaml"],
      packageCount: 330,
      versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
    }),
    goModule(hostsFolder, {
      dependency: "github.com/pulumi/pulumi-java/pkg",
      packages: ["cmd/pulumi-language-java"],
      packageCount: 20,
      versionVariable: "github.com/pulumi/pulumi-java/pkg/version.Version",
    }),
    goModule(join(lane.folder, "engine"), {
      dependency: "github.com/pulumi/pulumi/pkg/v3",
      packages: ["cmd/pulumi"],
      packageCount: 1400,
      versionVariable: PULUMI_VERSION,
    }),
  ];
  return {
    title: "engine",
    entry: lane.engine,
    version: lane.engine,
    programs: ["pulumi", "pulumi-language-nodejs"],
    minutes: "4 to 8",
    goModules,
    hash: hashOf(goModules),
  };
}

/** @returns {PinnedEngine} */
export function pinnedOpenTofu() {
  const module = goModule(join(here, "opentofu"), {
    dependency: "github.com/opentofu/opentofu",
    packages: ["cmd/tofu"],
    packageCount: 1400,
    // A release is what is not marked as under development; the version is in a file of the module.
    linked: "github.com/opentofu/opentofu/version.dev=no",
  });
  const version = module.version.slice(1);
  return {
    title: "OpenTofu",
    entry: `opentofu-${version}`,
    version,
    programs: ["tofu"],
    minutes: "3 to 6",
    goModules: [module],
    hash: hashOf([module]),
  };
}

/** @param {readonly GoModule[]} goModules */
function hashOf(goModules) {
  const hash = createHash("sha256");
  for (const { folder } of goModules) {
    hash.update(readFileSync(join(folder, "go.mod"))).update(readFileSync(join(folder, "go.sum")));
  }
  return hash.update(JSON.stringify(goRecipe)).digest("hex").slice(0, 12);
}

/**
 * Reads the versions from the go.mod, so that they are written in one place.
 * @param {string} folder
 * @param {Omit<GoModule, "folder" | "version" | "goVersion" | "linked"> & ({ linked: string } | { versionVariable: string })} pinned
 *   `versionVariable` is what the programs learn their version from: without it they print an empty line
 * @returns {GoModule}
 */
function goModule(folder, { dependency, packages, packageCount, ...program }) {
  const goVersion = readFileSync(join(folder, "go.mod"), "utf8").match(/^go (\S+)$/m)?.[1];
  if (goVersion === undefined) {
    throw new Error(`${join(folder, "go.mod")} does not pin a go version`);
  }
  const version = `v${pinnedVersion(folder, dependency)}`;
  const linked = "linked" in program ? program.linked : `${program.versionVariable}=${version}`;
  return { folder, dependency, version, goVersion, linked, packages, packageCount };
}
