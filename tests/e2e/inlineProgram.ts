import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { load } from "../tools/load";

/**
 * Drives a stack as a service does: the program is a function of the same process. The language hosts here know nothing of hooks, which an inline
 * program does not need them for. `inline.ts` exports the program.
 */
const driver = `
import { LocalWorkspace } from "@pulumi/pulumi/automation";

const [command = "up", stackName = "", projectName = ""] = process.argv.slice(2);
const program = async () => (await import("./inline")).program();

async function drive() {
  const stack = await LocalWorkspace.selectStack({ stackName, projectName, program }, { workDir: process.cwd() });
  const onOutput = (text: string) => process.stdout.write(text);
  if (command === "up") await stack.up({ onOutput, continueOnError: true });
  else await stack.destroy({ onOutput, runProgram: command === "destroy --run-program" });
}
drive().catch((error) => {
  console.error(error.message.split("\\n")[0]);
  process.exitCode = 1;
});
`;

type Run = {
  run(
    command: string,
    args: readonly string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
  ): Promise<EngineResult>;
};

export type InlineCommand = "up" | "destroy" | "destroy --run-program";

/** Those with which Pulumi's own runner compiles a program that has no `tsconfig.json`. */
const compilerOptions = {
  module: "commonjs",
  moduleResolution: "node",
  esModuleInterop: true,
  ignoreDeprecations: "6.0",
};

/** Runs a command of the Automation API with the program `inline.ts` of an engine's project. */
export async function runInline(
  engine: PrivateEngine,
  command: InlineCommand,
  env: NodeJS.ProcessEnv = {},
  runtime: readonly [string, ...string[]] = [process.execPath, "-r", "ts-node/register/transpile-only"],
): Promise<EngineResult> {
  writeFileSync(join(engine.projectFolder, "driver.ts"), driver);
  const project = JSON.parse(readFileSync(join(engine.projectFolder, "Pulumi.yaml"), "utf8")).name;
  const [executable, ...flags] = runtime;
  const args = [...flags, "driver.ts", command, engine.stack, project];
  return runBeside(engine, executable, args, { TS_NODE_COMPILER_OPTIONS: JSON.stringify(compilerOptions), ...env });
}

/** Runs a program that drives the engine itself, in the engine's project and with what the engine is given. */
export async function runBeside(
  engine: PrivateEngine,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<EngineResult> {
  const { run } = await load<Run>("process/run.mjs");
  return run(command, args, { cwd: engine.projectFolder, env: { ...engine.environment, ...env } });
}
