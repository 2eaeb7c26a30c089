import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { goRecipe } from "../engine/pins.mjs";
import { findOnPath } from "../engine/probe.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";
import { complete } from "./sdkFiles.mjs";

const moduleFolder = join(root, "tools", "engine", "codegen");

/**
 * Which build of the generator has a language: the one of the engine in go.mod, or that of an older one (olderGenerators.go).
 * @type {Readonly<Record<import("./generateSdk.mjs").Language, { name: string, flags: readonly string[] }>>}
 */
const generators = (() => {
  const current = { name: "codegen", flags: [] };
  const older = { name: "codegen-older", flags: ["-modfile", "older.mod", "-tags", "older"] };
  return { nodejs: current, python: current, go: current, dotnet: older, java: older };
})();

/** @typedef {"nodejs" | "python" | "go" | "dotnet" | "java"} Language */

/** @type {readonly Language[]} */
export const languages = ["nodejs", "python", "go", "dotnet", "java"];

/** Whether this machine can generate SDKs: the generators are Go packages of the engine. */
export const canGenerate = () => findOnPath("go", process.env) !== undefined;

/**
 * Generates an SDK from the schema. The first time on a machine the generator is compiled, which takes minutes; Go's cache makes it
 * seconds after that.
 * @param {Language} language
 * @param {string} schemaFile
 * @param {string} folder is emptied first
 */
export async function generateSdk(language, schemaFile, folder) {
  const generator = await buildGenerator(generators[language]);
  rmSync(folder, { recursive: true, force: true });
  await succeed(generator, [schemaFile, language, folder], root);
  complete(language, schemaFile, folder);
}

/**
 * @param {{ name: string, flags: readonly string[] }} generator
 * @returns {Promise<string>} its program
 */
async function buildGenerator({ name, flags }) {
  const program = join(root, "dist", "codegen", process.platform === "win32" ? `${name}.exe` : name);
  const all = [...goRecipe.flags.filter((flag) => flag !== "-v"), ...flags];
  // Put in place at once: another process may be running the one that is there.
  const unfinished = `${program}.${process.pid}`;
  mkdirSync(dirname(program), { recursive: true });
  await succeed("go", ["build", ...all, "-o", unfinished, "."], moduleFolder);
  renameSync(unfinished, program);
  return program;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function succeed(command, args, cwd) {
  // As for the engine: the committed go.sum is complete, so no checksum database is asked.
  const env = { ...process.env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: "local", ...goRecipe.environment };
  const result = await run(command, args, { cwd, env });
  if (result.code !== 0) throw new Failure(`${command} failed (exit code ${result.code}): ${result.stderr.trim()}`, 1);
}
