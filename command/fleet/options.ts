import { type Command, Option } from "commander";

/** Which sessions a subcommand shows. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(new Option("--state <state...>", "only imports in these states, in the array's words"))
    .addOption(new Option("--wave <name...>", "only imports of these ImportWaves of the stack"));
}
