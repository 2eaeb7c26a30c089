import { addArrayOptions } from "../arrays/options";
import { addFilterOptions } from "../fleet/options";
import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";

export const status: Subcommand = {
  define: (program) =>
    addOutputOption(
      addFilterOptions(
        addArrayOptions(
          program.command("status").description("how all imports stand: what needs somebody comes first"),
        ),
      ),
      ["table", "wide", "json", "csv", "markdown", "html", "prometheus"],
    ),
  load: () => (require("./run") as typeof import("./run")).runStatus,
};
