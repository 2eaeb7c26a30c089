import { Option } from "commander";
import { addArrayOptions } from "../arrays/options";
import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";
import { addProgramOptions } from "../program/options";

export const forecast: Subcommand = {
  exits:
    "0 all of it ends, 4 some of it stands, fails or lies beyond the horizon, 3 login refused, 2 wrong use, 1 an array did not answer",
  define: (program) =>
    addOutputOption(
      addProgramOptions(
        addArrayOptions(
          program
            .command("forecast")
            .description(
              "when it ends, and which window it misses: played on a simulated array from the present state of the real one",
            ),
        ),
      )
        .addOption(
          new Option(
            "--rate <rate>",
            "how fast each import copies that does not copy yet, whatever copies beside it, such as 200MB/s (default: as those that do)",
          ),
        )
        .addOption(new Option("--every <time>", 'how often somebody runs "pulumi up": 15m, 1h').default("15m"))
        .addOption(
          new Option(
            "--places <count>",
            "how many imports the array takes at once (default: as many as now, if others wait; else 8)",
          ),
        )
        .addOption(new Option("--horizon <days>", "how far to look ahead").default("60")),
      ["table", "json", "markdown"],
    ),
  load: () => (require("./run") as typeof import("./run")).runForecast,
};
