import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "../root.mjs";
import { inlined } from "./inlined.mjs";

/** The one file that the executable starts. */
export const bundleFile = join(root, "dist", "plugin", "plugin.cjs");

/**
 * Bundles the plugin, its dependencies included, into a single CommonJS file, so that it runs from an unpacked archive with nothing but Node.
 * @param {string} [file]
 */
export function bundlePlugin(file = bundleFile) {
  return bundleCommonJs(join(root, "provider", "plugin", "process", "cli.ts"), file);
}

/** What Pulumi's host of dynamic providers loads: package.json exports it as `./dynamic`. */
export const dynamicFile = join(root, "dist", "dynamic", "index.cjs");

/**
 * One file in place of four hundred: loading those took three times as long. Pulumi's own modules are the host's, and are asked for where it has them.
 * @param {string} [file]
 */
export function bundleDynamic(file = dynamicFile) {
  return bundleCommonJs(join(root, "provider", "dynamic", "index.ts"), file);
}

/** The provider of Terraform and OpenTofu: a program of this very name, which they start [TERRAFORM packaging]. */
export const terraformFile = join(root, "dist", "terraform", "terraform-provider-powerstore-import");

/** @param {string} [file] */
export function bundleTerraform(file = terraformFile) {
  const entryPoints = [join(root, "provider", "terraform", "process", "cli.ts")];
  return bundleCommonJs({ entryPoints, banner: { js: "#!/usr/bin/env node" } }, file, 0o755);
}

/** What starts the command: names and options. It is small, for all of it is compiled before anything is shown. */
export const commandFile = join(root, "dist", "command", "powerstore-import.cjs");

/** Beside it, what the subcommands do: compiled when one of them runs. */
const WORK = "./subcommands.cjs";

export async function bundleCommand(file = commandFile) {
  const folder = join(root, "command");
  const runs = readdirSync(folder).filter((name) => existsSync(join(folder, name, "run.ts")));
  const modules = [...runs.map((name) => `./${name}/run`), "./process/failures"];
  const contents = modules.map((name) => `export * from "${name}";`).join("\n");
  await bundleCommonJs({ stdin: { contents, resolveDir: folder, loader: "ts" } }, join(dirname(file), WORK));
  await bundleCommonJs({ entryPoints: [join(folder, "cli.ts")], plugins: [leftToWork] }, file);
}

/** @type {import("esbuild").Plugin} */
const leftToWork = {
  name: "left to the file of the work",
  setup({ onResolve }) {
    onResolve({ filter: /\/(run|failures)$/ }, ({ kind }) =>
      kind === "require-call" ? { path: WORK, external: true } : undefined,
    );
  },
};

/**
 * One file of a program and all that it needs. Put in place at once: a program that starts meanwhile finds the old file or the new one, never
 * half of one.
 * @param {string | Pick<import("esbuild").BuildOptions, "entryPoints" | "stdin" | "plugins" | "banner">} entry
 * @param {string} file
 * @param {number} [mode]
 */
export async function bundleCommonJs(entry, file, mode) {
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  await build({
    ...(typeof entry === "string" ? { entryPoints: [entry] } : entry),
    outfile: unfinished,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "inline",
    plugins: [...((typeof entry === "string" ? undefined : entry.plugins) ?? []), inlined],
    logLevel: "warning",
    // The whole file is read and parsed at each start of the plugin, and held in memory. Identifiers are not shortened: traces show them. Beyond
    // that names are not kept: that costs a call for each function that is made, some of them for each request.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  if (mode !== undefined) {
    chmodSync(unfinished, mode);
  }
  renameSync(unfinished, file);
}
