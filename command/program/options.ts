import { type Command, Option } from "commander";

/** Which program is meant. `--stack` and `--cwd` come with the options of arrays. */
export type ProgramOptions = {
  /** Rows of an import wave, with the columns of `fromCsv`. */
  readonly from?: string;
  /** What holds for all of these rows. */
  readonly inputs?: string;
  /** A Pulumi stack: what its last run has recorded is the program. */
  readonly stack?: string;
  /** Where its project is. */
  readonly cwd?: string;
};

export function addProgramOptions(command: Command): Command {
  return command
    .addOption(new Option("--from <file>", "imports from a CSV file, with the columns that fromCsv of the SDK takes"))
    .addOption(
      new Option(
        "--inputs <file>",
        "with --from: JSON file of what holds for all of them, as inputs of an ImportWave (maxActive, advanceTo, timeZone, cutoverWindows, ...)",
      ),
    );
}
