import { addArrayOptions } from "../arrays/options";
import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";
import { addProgramOptions } from "../program/options";

export const preflight: Subcommand = {
  exits:
    "0 nothing to do, 4 a warning: somebody has to look, 1 an error: an import will fail, or an array did not answer, 3 login refused, 2 wrong use",
  define: (program) =>
    addOutputOption(
      addProgramOptions(
        addArrayOptions(
          program
            .command("preflight")
            .description("what would go wrong, before a migration begins, and what to do about it"),
        ),
      ),
      ["table", "json", "markdown"],
    ),
  load: () => (require("./run") as typeof import("./run")).runPreflight,
};
