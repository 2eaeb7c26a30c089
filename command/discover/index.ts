import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";
import { addDiscoverOptions } from "./options";

export const discover: Subcommand = {
  exits: "0 answered, also where nothing is found, 3 login refused, 2 wrong use, 1 an array did not answer",
  define: (program) =>
    addOutputOption(
      addDiscoverOptions(
        program.command("discover").description("what can be imported, how large it is, who uses it, and why not"),
      ).option("--ready", "only what can be imported now"),
      ["table", "wide", "json", "csv", "markdown"],
    ),
  load: () => (require("./run") as typeof import("./run")).runDiscover,
};
