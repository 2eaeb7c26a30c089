import type { ArrayOptions } from "../arrays/options";
import { askFleet } from "../fleet/askFleet";
import { fleetExit } from "../fleet/exitCode";
import { checkFilter, filtered, leftOutText, partOf, type SessionFilter } from "../fleet/filter";
import { noticesOf } from "../fleet/observeFleet";
import { type Format, jsonText } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { styleFor } from "../text/style";
import { type Status, statusOf } from "./document";

type StatusOptions = ArrayOptions & SessionFilter & { readonly output: Format };

export async function runStatus(options: StatusOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout } = surroundings;
  checkFilter(options);
  const fleet = await askFleet(options, surroundings);
  for (const { text } of noticesOf(fleet)) say(surroundings, text);
  const shown = filtered(fleet, options);
  const leftOut = leftOutText(fleet, shown, options);
  if (leftOut !== undefined) say(surroundings, leftOut);
  stdout.write(written(statusOf(shown, partOf(options)), options.output, surroundings));
  return fleetExit(shown);
}

/** A format is loaded when it is asked for: most runs need the table alone. */
function written(status: Status, format: Format, { stdout, environment }: Surroundings): string {
  const style = styleFor(stdout, environment);
  switch (format) {
    case "json":
      return jsonText(status);
    case "csv":
      return (require("./statusCsv") as typeof import("./statusCsv")).statusCsv(status);
    case "markdown":
      return (require("./statusMarkdown") as typeof import("./statusMarkdown")).statusMarkdown(status);
    case "html":
      return (require("../report/html/statusPage") as typeof import("../report/html/statusPage")).statusHtml(status);
    case "prometheus":
      return (require("./statusPrometheus") as typeof import("./statusPrometheus")).statusPrometheus(status);
    default: {
      const texts = require("./statusText") as typeof import("./statusText");
      return format === "wide"
        ? texts.wideStatusText(status, { style })
        : texts.statusText(status, { style, width: stdout.columns });
    }
  }
}
