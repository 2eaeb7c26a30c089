import { Command, CommanderError, Help } from "commander";
import { say } from "./output/messages";
import { type ExitCode, exitCodes } from "./process/exits";
import { ofKnownSize, type Surroundings } from "./process/surroundings";
import { subcommands } from "./subcommands";

/** Runs the command `powerstore-import`. Never throws: what goes wrong is said on stderr. */
export async function runCommand(args: readonly string[], version: string, given: Surroundings): Promise<ExitCode> {
  const surroundings = ofKnownSize(given);
  let exit: ExitCode = exitCodes.done;
  try {
    const program = createProgram(version, surroundings, (code) => {
      exit = code;
    });
    await program.parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { exitCodeOf, textOf } = require("./process/failures") as typeof import("./process/failures");
    say(surroundings, textOf(error));
    return exitCodeOf(error);
  }
}

function createProgram(version: string, surroundings: Surroundings, ended: (exit: ExitCode) => void): Command {
  const { stdout, stderr } = surroundings;
  const below = (text: string) => `\n${new Help().boxWrap(text, stdout.columns ?? 80)}`;
  const program = new Command("powerstore-import")
    .description("Shows imports of external volumes into Dell PowerStore. It reads only: nothing on an array changes.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(add --help to see what there is)")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
    .addHelpText("after", () => below(EXITS));
  for (const subcommand of subcommands) {
    const command = subcommand.define(program);
    command.addHelpText("after", () => below(`Exit codes: ${subcommand.exits ?? STANDING}.`));
    command.action(async (...parameters: unknown[]) => {
      // Arguments, options and the command itself: options hold all that a subcommand is told.
      const options = parameters.at(-2) as never;
      ended(await subcommand.load()(options, surroundings));
    });
  }
  return program;
}

const STANDING = "0 done, 10 under way, 4 somebody has to act, 3 login refused, 2 wrong use, 1 an array did not answer";

const EXITS = `Exit codes: 0 done, 10 under way, 4 somebody has to act, 3 login refused, 2 wrong use, 1 error.
How to reach the array: POWERSTORE_ENDPOINT, POWERSTORE_USERNAME and POWERSTORE_PASSWORD, or --stack, or --arrays.`;
