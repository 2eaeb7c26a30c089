import { copyFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goRecipe } from "../engine/pins.mjs";
import { findOnPath } from "../engine/probe.mjs";
import { lanes } from "../lanes/lanes.mjs";
import { Failure } from "../process/interruption.mjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

const moduleFolder = join(root, "tools", "engine", "codegen");
const generator = join(root, "dist", "codegen", process.platform === "win32" ? "codegen.exe" : "codegen");

/** The Go module that holds the generated package, as the schema names it. */
const goModule = `module github.com/pulumi-powerstore-import/sdk/go/powerstoreimport

go 1.25.0

require github.com/pulumi/pulumi/sdk/v3 v${lanes.oldest.sdk}
`;

/** Whether this machine can generate SDKs: the generators are Go packages of the engine. */
export const canGenerate = () => findOnPath("go", process.env) !== undefined;

/**
 * Generates an SDK from the schema. The first time on a machine the generator is compiled, which takes minutes; Go's cache makes it
 * seconds after that.
 * @param {"python" | "go"} language
 * @param {string} schemaFile
 * @param {string} folder is emptied first
 */
export async function generateSdk(language, schemaFile, folder) {
  const flags = goRecipe.flags.filter((flag) => flag !== "-v");
  // Put in place at once: another process may be running the one that is there.
  const unfinished = `${generator}.${process.pid}`;
  await succeed("go", ["build", ...flags, "-o", unfinished, "."], moduleFolder);
  renameSync(unfinished, generator);
  rmSync(folder, { recursive: true, force: true });
  await succeed(generator, [schemaFile, language, folder], root);
  // The generated pyproject.toml names a README beside it, and the generator puts it into the package.
  if (language === "python")
    copyFileSync(join(folder, "pulumi_powerstore_import", "README.md"), join(folder, "README.md"));
  if (language === "go") writeFileSync(join(folder, "powerstoreimport", "go.mod"), goModule);
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
