import { Option } from "commander";
import { addArrayOptions } from "../arrays/options";
import { addFilterOptions } from "../fleet/options";
import type { Subcommand } from "../process/subcommand";

export const goals = ["Ready_For_Cutover", "done", "attention"] as const;

export const watch: Subcommand = {
  define: (program) =>
    addFilterOptions(
      addArrayOptions(
        program.command("watch").description("goes on looking: a page at a terminal, elsewhere a line for each change"),
      ),
    )
      .addOption(new Option("--interval <time>", "how long until the next look").default("5s"))
      .addOption(new Option("--until <goal>", "end when all are as far, or when somebody has to act").choices(goals))
      .addOption(new Option("--timeout <time>", "end after so long, such as 90s, 30m or 2h (default: never)"))
      .addOption(new Option("-o, --output <format>", "how to write changes").choices(["text", "json"]).default("text")),
  load: () => (require("./run") as typeof import("./run")).runWatch,
};
