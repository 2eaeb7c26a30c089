import { twinTexts } from "../arrays/twins";
import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { styleFor } from "../text/style";
import { countText } from "../text/units";
import { askForSources } from "./ask";
import { discoverCsv, discoverMarkdown, discoverText } from "./discoverText";
import type { Discover } from "./document";
import type { DiscoverOptions } from "./options";

export async function runDiscover(
  options: DiscoverOptions & { readonly output: Format },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { document, missing, leftOut, twins } = await askForSources(options, surroundings);
  for (const text of twinTexts(twins)) say(surroundings, text);
  if (document.sources.length === 0 && leftOut > 0) {
    say(surroundings, `${countText(leftOut, "source")} left out by ${narrowing(options).join(" and ")}`);
  }
  surroundings.stdout.write(rendered(document, options.output, surroundings));
  return missing ?? exitCodes.done;
}

const narrowing = ({ name, ready, remoteSystem }: DiscoverOptions): readonly string[] => [
  ...(name ? ["--name"] : []),
  ...(ready ? ["--ready"] : []),
  ...(remoteSystem ? ["--remote-system"] : []),
];

function rendered(document: Discover, format: Format, { stdout, environment }: Surroundings): string {
  if (format === "json") return jsonText(document);
  if (format === "csv") return discoverCsv(document);
  if (format === "markdown") return discoverMarkdown(document);
  const look = { style: styleFor(stdout, environment), width: stdout.columns };
  return discoverText(document, look, format === "wide");
}
