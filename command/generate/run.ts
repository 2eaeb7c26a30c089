import { basename, join, resolve } from "node:path";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import type { GenerateOptions } from "./options";
import type { Output } from "./outputs";
import { isDocument, makeOutputs } from "./outputs";
import { keyOf } from "./program/names";
import { writeFiles } from "./writeOut";

export async function runGenerate(options: GenerateOptions, surroundings: Surroundings): Promise<ExitCode> {
  requireOneSource(options);
  const { outputs: all, exit, nothing, note } = await makeOutputs(options, surroundings);
  for (const { leftOut } of all) for (const reason of leftOut) say(surroundings, `left out: ${reason}`);
  // An array that did not answer has said why already; a part of a migration must not pass for the whole.
  if (exit !== exitCodes.done) return exit;
  const outputs = all.filter(({ main }) => main !== "");
  if (outputs.length === 0) throw new Error(nothing ?? "there is nothing to write");
  if (note !== undefined) say(surroundings, note);
  if (options.out === undefined) writeToStdout(outputs, surroundings);
  else writeProjects(outputs, resolve(surroundings.folder, options.out), options.force === true, surroundings);
  return exit;
}

const sources = ["from", "discover", "existing", "handover"] as const satisfies readonly (keyof GenerateOptions)[];

function requireOneSource(options: GenerateOptions): void {
  const given = sources.filter((name) => options[name] !== undefined);
  if (given.length !== 1)
    throw new UsageError(`generate needs one of --from, --discover, --existing and --handover, not ${given.length}`);
  if (options.imported && !options.existing) throw new UsageError("--imported goes with --existing");
  if (options.imported && !options.separate)
    throw new UsageError("--imported goes with --separate: what pulumi import takes are single sessions");
  if (options.language === "import-file" && !options.existing)
    throw new UsageError("--language import-file goes with --existing: pulumi import takes what is there");
  refuseDiscoverOptions(options);
  if (options.force && options.out === undefined) throw new UsageError("--force goes with --out");
}

const ofDiscover = { name: "--name", plan: "--plan", rate: "--rate", maxPerWave: "--max-per-wave" } as const;

/** What says which of the sources are meant, and how to split them, must not be passed over. */
function refuseDiscoverOptions(options: GenerateOptions): void {
  if (options.discover) return;
  const names = Object.keys(ofDiscover) as (keyof typeof ofDiscover)[];
  const given = names.find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`${ofDiscover[given]} goes with --discover: a file has what discover was asked for`);
  const isCsv = options.from !== undefined && !isDocument(options.from);
  if (options.remoteSystem !== undefined && !isCsv)
    throw new UsageError("--remote-system goes with --discover, or with a CSV file");
}

const DEFAULT_PROJECT = "powerstore-migration";

function writeToStdout(outputs: readonly Output[], { stdout }: Surroundings): void {
  const [first, ...others] = outputs;
  if (others.length > 0)
    throw new UsageError(
      `a program is for one array, and these are ${outputs.map(({ array }) => array).join(", ")}: choose one by --array, or give --out for a folder each`,
    );
  if (first) stdout.write(first.files(DEFAULT_PROJECT)[first.main] ?? "");
}

function writeProjects(
  outputs: readonly Output[],
  folder: string,
  isForced: boolean,
  surroundings: Surroundings,
): void {
  if (outputs.length > 1) refuseTwins(outputs.map(({ array = "" }) => array));
  const files = outputs.map(({ array = "", files }) => {
    const own = outputs.length > 1 ? keyOf(array) : "";
    const project = [keyOf(basename(folder)), own].filter(Boolean).join("-");
    return Object.entries(files(project)).map(([name, text]) => [join(own, name), text] as const);
  });
  writeFiles(folder, Object.fromEntries(files.flat()), isForced, surroundings);
}

/** What is written for one array must not be lost to another. Not every disk tells capitals from small letters. */
function refuseTwins(arrays: readonly string[]): void {
  const folderOf = (array: string) => keyOf(array).toLowerCase();
  for (const [index, array] of arrays.entries()) {
    const twin = arrays.slice(0, index).find((each) => folderOf(each) === folderOf(array));
    if (twin === undefined) continue;
    throw new UsageError(
      `--out: ${twin} and ${array} would both be written into the folder ${keyOf(array)}; nothing was written. Choose one by --array, or give one of them another name`,
    );
  }
}
