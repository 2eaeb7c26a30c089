import { type Command, Option } from "commander";

/** How an answer is written; each subcommand offers those that fit. */
export type Format = "table" | "wide" | "json" | "csv" | "markdown" | "html" | "prometheus";

export function addOutputOption(command: Command, formats: readonly Format[]): Command {
  const [usual] = formats;
  return command.addOption(new Option("-o, --output <format>", "how to write it").choices(formats).default(usual));
}

/** A document as `-o json` writes it: its schema is part of the documentation (docs/command). */
export const jsonText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
