import { Option } from "commander";
import { addOutputOption } from "../output/formats";
import type { Subcommand } from "../process/subcommand";
import { addProgramOptions } from "../program/options";

export const windows: Subcommand = {
  exits: "0 answered, 2 wrong use, also windows that cannot be meant, 1 the stack could not be read",
  define: (program) =>
    addOutputOption(
      addProgramOptions(
        program
          .command("windows")
          .description("the next openings of windows, by their own clocks and by yours")
          .addOption(
            new Option("--stack <name>", "the windows of this Pulumi stack's imports, as its last run recorded them"),
          )
          .addOption(new Option("--cwd <folder>", "where the stack's project is (default: here)"))
          .addOption(new Option("--schedule <cron>", 'one window: "0 22 * * MON-FRI", or 2026-12-31T22:00 for once'))
          .addOption(new Option("--duration <time>", "how long it lasts: 90m, 8h, 1d"))
          .addOption(new Option("--time-zone <zone>", "IANA name of its time zone, such as Europe/Berlin"))
          .addOption(
            new Option(
              "--file <file>",
              "JSON file of windows: a list, or startWindows, copyWindows and cutoverWindows with timeZone",
            ),
          )
          .addOption(new Option("--next <count>", "how many openings of each").default("10"))
          .addOption(new Option("--at <time>", "from this time on, ISO 8601 (default: now)"))
          .addOption(new Option("--local-zone <zone>", "the zone of your clocks (default: this machine's)")),
      ),
      ["table", "json", "csv"],
    ),
  load: () => (require("./run") as typeof import("./run")).runWindows,
};
