import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "../root.mjs";

/** The one file that the executable starts. */
export const bundleFile = join(root, "dist", "plugin", "plugin.cjs");

/**
 * Bundles the plugin, its dependencies included, into a single CommonJS file, so that it runs from an unpacked archive with nothing but Node. Put in
 * place at once: a plugin that starts meanwhile finds the old file or the new one, never half of one.
 * @param {string} [file]
 */
export async function bundlePlugin(file = bundleFile) {
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  await build({
    entryPoints: [join(root, "provider", "plugin", "cli.ts")],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "inline",
    logLevel: "warning",
    // The whole file is read and parsed at each start of the plugin, and held in memory. Names are kept: those of classes are part of
    // what errors say, the others of their traces.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: true,
  });
  renameSync(unfinished, file);
}
