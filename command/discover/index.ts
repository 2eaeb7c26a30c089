import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";
import { addDiscoverOptions } from "./options";

export const discover: Subcommand = {
  define: (program) =>
    addOutputOption(
      addDiscoverOptions(
        program.command("discover").description("what can be imported, how large it is, who uses it, and why not"),
      ).option("--ready", "only what can be imported now"),
      ["table", "wide", "json", "csv", "markdown"],
    ),
  load: () => (require("./run") as typeof import("./run")).runDiscover,
};
