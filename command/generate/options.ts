import { type Command, InvalidArgumentError, Option } from "commander";
import type { DiscoverOptions } from "../discover/options";
import { addDiscoverOptions } from "../discover/options";
import type { WindowValue } from "./program/program";

export const languages = ["typescript", "python", "go", "yaml", "import-file"] as const;
export type Language = (typeof languages)[number];

export const tools = ["terraform", "pulumi"] as const;

export type GenerateOptions = DiscoverOptions & {
  /** A file of comma-separated values, or what `discover -o json` has written. */
  readonly from?: string;
  readonly discover?: boolean;
  readonly existing?: boolean;
  readonly handover?: (typeof tools)[number];
  readonly language: Language;
  /** A resource for each import instead of one for each wave. */
  readonly separate?: boolean;
  /** With `--existing`: `pulumi import` has put the sessions into the state. */
  readonly imported?: boolean;
  readonly timeZone?: string;
  readonly startWindow?: readonly WindowValue[];
  readonly copyWindow?: readonly WindowValue[];
  readonly cutoverWindow?: readonly WindowValue[];
  /** The folder of a new project; without it the program goes to stdout. */
  readonly out?: string;
  readonly force?: boolean;
};

/** `0 22 * * * for 8h`. */
function parseWindow(text: string, before: readonly WindowValue[] = []): readonly WindowValue[] {
  const [, schedule, duration] = /^\s*(.*\S)\s+for\s+(\S+)\s*$/.exec(text) ?? [];
  if (schedule === undefined || duration === undefined)
    throw new InvalidArgumentError('must be a schedule and a length, such as "0 22 * * * for 8h".');
  return [...before, { schedule, duration }];
}

const window = (flags: string, what: string) => new Option(flags, what).argParser(parseWindow);

export function addGenerateOptions(command: Command): Command {
  return addDiscoverOptions(command)
    .addOption(new Option("--from <file>", "from a CSV file as fromCsv reads it, or from the JSON of discover"))
    .addOption(new Option("--discover", "from what is ready on the array; takes the options of discover"))
    .addOption(new Option("--existing", "from the import sessions that are on the array"))
    .addOption(
      new Option("--handover <tool>", "give the volumes of completed imports to what manages them next").choices(tools),
    )
    .addOption(new Option("-l, --language <language>", "what to write").choices(languages).default("typescript"))
    .addOption(new Option("--separate", "an ImportSession for each import, instead of waves"))
    .addOption(new Option("--imported", "with --existing: for sessions that pulumi import has put into the state"))
    .addOption(new Option("--time-zone <zone>", "of the windows, such as Europe/Berlin"))
    .addOption(window("--start-window <window>", 'when imports start: "0 22 * * * for 8h"; may be given again'))
    .addOption(window("--copy-window <window>", "when they copy"))
    .addOption(window("--cutover-window <window>", 'when they may be cut over: "2026-12-04T22:00 for 4h"'))
    .addOption(new Option("--out <folder>", "write a whole project into this folder"))
    .addOption(new Option("--force", "with --out: overwrite what is there"));
}
