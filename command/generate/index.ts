import type { Subcommand } from "../process/subcommand";
import { addGenerateOptions } from "./options";

export const generate: Subcommand = {
  exits:
    "0 written, 3 login refused, 2 wrong use, 1 nothing was written: there is nothing to write, an array did not answer, or there is no room",
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
