import { type Command, Option } from "commander";

/** How an answer is written; each subcommand offers those that fit. */
export type Format = "table" | "wide" | "json" | "csv" | "markdown" | "html" | "prometheus";

export function addOutputOption(command: Command, formats: readonly Format[]): Command {
  const [usual] = formats;
  return command.addOption(new Option("-o, --output <format>", "how to write it").choices(formats).default(usual));
}

/** A document as `-o json` writes it: its schema is part of the documentation (docs/command). */
export const jsonText = (document: object): string => `${escaped(JSON.stringify(document, null, 2))}\n`;

/** The same, one of many, each on a line. */
export const jsonLine = (document: object): string => `${escaped(JSON.stringify(document))}\n`;

/** JSON escapes the older controls by itself, and not those that some terminals obey as well. The values stay the same. */
const escaped = (text: string): string =>
  text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    Array.from({ length: sign.length }, (_, index) => unitOf(sign.charCodeAt(index))).join(""),
  );

const unitOf = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;
