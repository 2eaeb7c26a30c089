import type { Fleet } from "../fleet/observeFleet";
import { statusOf } from "../status/document";
import { statusText } from "../status/statusText";
import type { Style } from "../text/style";
import { wrapped } from "../text/wrap";

type Look = { readonly style: Style; readonly width: number | undefined; readonly rows: number };

/** What fits on a terminal: what needs somebody is above, so that it is there. @param messages of arrays, as that one does not answer */
export function watchPage(fleet: Fleet, messages: readonly string[], { style, width, rows }: Look): readonly string[] {
  // Of what was not asked, or cannot be told, a message tells.
  const status = statusOf({ ...fleet, elsewhere: [], secret: [] });
  const at = `As of ${status.at.slice(0, 19).replace("T", " ")} UTC; Ctrl-C ends.`;
  return [
    ...lines(at, width).map((line) => style("quiet", line)),
    ...messages.flatMap((message) => lines(message, width)).map((line) => style("attention", line)),
    ...statusText(status, { style, width }, rows).trimEnd().split("\n"),
  ];
}

const lines = (text: string, width: number | undefined) => wrapped(text, width, 2).split("\n");
