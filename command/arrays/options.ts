import { type Command, Option } from "commander";

/** Which arrays a subcommand asks. */
export type ArrayOptions = {
  /** Names of connections; all there are by default. */
  readonly array?: readonly string[];
  /** A JSON file of connections by name. */
  readonly arrays?: string;
  /** A Pulumi stack whose configuration says how to reach them. */
  readonly stack?: string;
  /** Where its project is. */
  readonly cwd?: string;
};

export function addArrayOptions(command: Command): Command {
  return command
    .addOption(new Option("--array <name...>", "only these of the connections by name"))
    .addOption(
      new Option("--arrays <file>", "JSON file of connections by name, as powerstore-import:arrays holds them"),
    )
    .addOption(
      new Option(
        "--stack <name>",
        "a Pulumi stack: connections by its configuration, and what it knows of the imports",
      ),
    )
    .addOption(new Option("--cwd <folder>", "where the stack's project is (default: here)"));
}
