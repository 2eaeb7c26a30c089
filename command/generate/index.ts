import type { Subcommand } from "../process/subcommand";
import { addGenerateOptions } from "./options";

export const generate: Subcommand = {
  define: (program) =>
    addGenerateOptions(
      program
        .command("generate")
        .description(
          "a Pulumi program from a file, from what can be imported, or from sessions that exist; the hand over",
        ),
    ),
  load: () => (require("./run") as typeof import("./run")).runGenerate,
};
