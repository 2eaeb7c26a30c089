import { type Command, Option } from "commander";
import { addArrayOptions } from "../arrays/options";
import { addFilterOptions } from "../fleet/options";
import type { Subcommand } from "../process/subcommand";
import { reportFormats } from "./formats";

export const report: Subcommand = {
  exits:
    "0 written, however the imports stand, 3 login refused, 2 wrong use, 1 an array did not answer, or a file could not be written",
  define: (program) =>
    addReportOptions(
      addFilterOptions(
        addArrayOptions(program.command("report").description("all imports as a page, or for a summary or a comment")),
      ),
    ),
  load: () => (require("./run") as typeof import("./run")).runReport,
};

function addReportOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-o, --format <format>", "how to write it (default: by the ending of the file, or markdown)").choices(
        reportFormats,
      ),
    )
    .addOption(
      new Option("--out <file...>", "write it there, each file in the format of its ending (.md, .html, .json)"),
    )
    .addOption(
      new Option(
        "--history <file>",
        "JSON file of what was so far, which is carried on: the report says what has changed",
      ),
    );
}
