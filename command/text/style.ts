import { styleText } from "node:util";
import type { Environment } from "../../provider/lifecycle/settings/environment";
import type { Output } from "../process/surroundings";

/** What a text is about, not how it looks. */
export type Tone = "good" | "busy" | "attention" | "quiet" | "title";

export type Style = (tone: Tone, text: string) => string;

const looks = {
  good: "green",
  busy: "cyan",
  attention: ["bold", "red"],
  quiet: "dim",
  title: "bold",
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** Colours for a person at a terminal who has not asked for none (no-color.org); plain text for everybody else. */
export function styleFor({ isTTY }: Output, environment: Environment): Style {
  const isPlain = !isTTY || Boolean(environment.NO_COLOR) || environment.TERM === "dumb";
  // Whether there is a terminal was decided here, not by what Node finds on its own streams.
  return isPlain
    ? (_, text) => text
    : (tone, text) => styleText(looks[tone] as "bold", text, { validateStream: false });
}
