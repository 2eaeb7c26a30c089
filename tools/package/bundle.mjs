import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "../root.mjs";

/** The one file that the executable starts. */
export const bundleFile = join(root, "dist", "plugin", "plugin.cjs");

/**
 * Bundles the plugin, its dependencies included, into a single CommonJS file, so that it runs from an unpacked archive with nothing but Node.
 * @param {string} [file]
 */
export function bundlePlugin(file = bundleFile) {
  return bundleCommonJs(join(root, "provider", "plugin", "process", "cli.ts"), file);
}

/** The command, in one file as well: it starts before anything that it does not need is compiled. */
export const commandFile = join(root, "dist", "command", "powerstore-import.cjs");

export function bundleCommand(file = commandFile) {
  return bundleCommonJs(join(root, "command", "cli.ts"), file);
}

/**
 * One file of a program and all that it needs. Put in place at once: a program that starts meanwhile finds the old file or the new one, never
 * half of one.
 * @param {string} entry
 * @param {string} file
 */
export async function bundleCommonJs(entry, file) {
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  await build({
    entryPoints: [entry],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "inline",
    logLevel: "warning",
    // The whole file is read and parsed at each start of the plugin, and held in memory. Identifiers are not shortened: traces show them. Beyond
    // that names are not kept: that costs a call for each function that is made, some of them for each request.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  renameSync(unfinished, file);
}
