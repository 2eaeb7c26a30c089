import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { styleFor } from "../text/style";
import { askForSources } from "./ask";
import { discoverCsv, discoverMarkdown, discoverText } from "./discoverText";
import type { Discover } from "./document";
import type { DiscoverOptions } from "./options";

export async function runDiscover(
  options: DiscoverOptions & { readonly output: Format },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { document, missing } = await askForSources(options, surroundings);
  surroundings.stdout.write(rendered(document, options.output, surroundings));
  return missing ?? exitCodes.done;
}

function rendered(document: Discover, format: Format, { stdout, environment }: Surroundings): string {
  if (format === "json") return jsonText(document);
  if (format === "csv") return discoverCsv(document);
  if (format === "markdown") return discoverMarkdown(document);
  const look = { style: styleFor(stdout, environment), width: stdout.columns };
  return discoverText(document, look, format === "wide");
}
