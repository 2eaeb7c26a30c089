import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { root } from "../root.mjs";
import { inlined } from "./inlined.mjs";
import { leftTo, refuseShared } from "./twoFiles.mjs";

/** The one file that the executable starts. */
export const bundleFile = join(root, "dist", "plugin", "plugin.cjs");

/**
 * Bundles the plugin, its dependencies included, into a single CommonJS file, so that it runs from an unpacked archive with nothing but Node.
 * @param {string} [file]
 */
export async function bundlePlugin(file = bundleFile) {
  await bundleCommonJs(join(root, "provider", "plugin", "process", "cli.ts"), file);
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

/** Beside it: what its calls do, and answers that are the same in each process. */
export const terraformParts = /** @type {const} */ ({ calls: "calls.cjs", answers: "answers.json" });

/** @param {string} [file] */
export async function bundleTerraform(file = terraformFile) {
  const folder = dirname(file);
  const entryPoints = [join(root, "provider", "terraform", "process", "cli.ts")];
  const calls = join(folder, terraformParts.calls);
  await bundleInTwo({ entryPoints, banner: { js: "#!/usr/bin/env node" } }, { file, calls, mode: 0o755 });
  const { prepareAnswers } = createRequire(calls)(calls);
  putInPlace(join(folder, terraformParts.answers), JSON.stringify(await prepareAnswers()));
}

/** What starts the command: names and options. It is small, for all of it is compiled before anything is shown. */
export const commandFile = join(root, "dist", "command", "powerstore-import.cjs");

/** Beside it, what the subcommands do: compiled when one of them runs. */
const WORK = "./subcommands.cjs";
export const workFile = join(dirname(commandFile), WORK);

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
 * A program whose engine waits until it tells its address: what it loads later is in a second file, which is parsed when it is needed.
 * @param {Entry} entry
 * @param {{ file: string, calls: string, mode?: number }} files
 */
async function bundleInTwo(entry, { file, calls, mode }) {
  const { plugin, contents } = leftTo(`./${basename(calls)}`);
  const start = await bundled({ ...entry, plugins: [plugin] });
  const work = await bundled({ stdin: { contents: contents(), resolveDir: root, loader: "ts" } });
  refuseShared([start.inputs, work.inputs]);
  putInPlace(calls, work.text);
  putInPlace(file, start.text, mode);
}

/**
 * One file of a program and all that it needs.
 * @typedef {Pick<import("esbuild").BuildOptions, "entryPoints" | "stdin" | "plugins" | "banner">} Entry
 * @param {string | Entry} entry
 * @param {string} file
 */
export async function bundleCommonJs(entry, file) {
  const { text } = await bundled(typeof entry === "string" ? { entryPoints: [entry] } : entry);
  putInPlace(file, text);
}

/** @param {Entry} entry */
async function bundled(entry) {
  const { outputFiles, metafile } = await build({
    ...entry,
    outfile: "bundle.cjs",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "inline",
    plugins: [...(entry.plugins ?? []), inlined, withoutReflection],
    logLevel: "warning",
    // A file is read and parsed at each start, and held in memory. Identifiers are not shortened: traces show them. Beyond
    // that names are not kept: that costs a call for each function that is made, some of them for each request.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  return { text: outputFiles[0]?.text ?? "", inputs: Object.keys(metafile.inputs) };
}

/**
 * The gRPC library reads descriptions of its own services by this, where somebody asks for those services; nobody does.
 * @type {import("esbuild").Plugin}
 */
const withoutReflection = {
  name: "without reflection",
  setup({ onResolve }) {
    onResolve({ filter: /^@grpc\/proto-loader$/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * At once: a program that starts meanwhile finds the old file or the new one, never half of one.
 * @param {string} file
 * @param {string} text
 * @param {number} [mode]
 */
function putInPlace(file, text, mode = 0o644) {
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(unfinished, text);
  chmodSync(unfinished, mode);
  renameSync(unfinished, file);
}
