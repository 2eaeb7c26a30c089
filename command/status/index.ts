import { addArrayOptions } from "../arrays/options";
import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";

export const status: Subcommand = {
  define: (program) =>
    addOutputOption(
      addArrayOptions(program.command("status").description("how all imports stand: what needs somebody comes first")),
      ["table", "json"],
    ),
  load: () => (require("./run") as typeof import("./run")).runStatus,
};
