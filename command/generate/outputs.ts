/** What is to be written, for each array. */

import { chooseArrays } from "../arrays/chosenArrays";
import { missingExit, missingTexts } from "../arrays/missing";
import type { OpenArray } from "../arrays/openArrays";
import { withArrays } from "../arrays/openArrays";
import { askEachOnce, type Twin, twinsAmong } from "../arrays/twins";
import { askForSources } from "../discover/ask";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { findCompleted } from "./handover/completed";
import { pulumiImports, terraformBlocks } from "./handover/write";
import { importFile } from "./languages/importFile";
import type { GenerateOptions } from "./options";
import { programOf } from "./plan";
import { requireMeant } from "./program/meant";
import type { Files } from "./project";
import { projects } from "./project";
import { importsOfCsv } from "./sources/fromCsv";
import { importsOfDiscover, readDiscover } from "./sources/fromDiscover";
import { ALL_ARE_OWN, importsOfSessions } from "./sources/fromExisting";
import { ownersIn } from "./sources/ofStack";
import type { ArrayImports } from "./sources/source";

/** What is to be written for an array. */
export type Output = {
  readonly array?: string;
  /** The one that goes to stdout. */
  readonly main: string;
  files(project: string): Files;
  readonly leftOut: readonly string[];
};

export type Made = {
  readonly outputs: readonly Output[];
  readonly exit: ExitCode;
  /** What it comes to where there is nothing in them. @default there is nothing to write */
  readonly nothing?: string;
  /** What a person has to know of all of them. */
  readonly note?: string;
};

/** There is nothing to write for an array. */
const withoutFiles = { main: "", files: () => ({}) };

/** What discover has written, by its name; else a file of comma-separated values. */
export const isDocument = (file: string): boolean => /\.json$/i.test(file);

const IMPORT = "powerstore-import:index:ImportSession";

/** @throws UsageError where the options ask for what cannot be */
export async function makeOutputs(options: GenerateOptions, surroundings: Surroundings): Promise<Made> {
  const { from } = options;
  if (options.handover) return makeHandover(options.handover, options, surroundings);
  if (options.existing) return makeExisting(options, surroundings);
  if (from !== undefined && !isDocument(from)) {
    const imports = importsOfCsv(from, surroundings.folder, options.remoteSystem?.[0]);
    return { outputs: [programOutput(imports, options)], exit: exitCodes.done };
  }
  const { document, exit } =
    from === undefined
      ? await discovered(options, surroundings)
      : { document: readDiscover(from, surroundings.folder), exit: exitCodes.done };
  const outputs = importsOfDiscover(document, options.name !== undefined).map((found) =>
    found.imports.length === 0 ? { ...found, ...withoutFiles } : programOutput(found, options),
  );
  return { outputs, exit, nothing: "there is nothing that is ready to be imported" };
}

async function discovered(options: GenerateOptions, surroundings: Surroundings) {
  const { document, missing, twins } = await askForSources(options, surroundings);
  refuseSameArray(twins);
  return { document, exit: missing ?? exitCodes.done };
}

function programOutput({ array, imports, leftOut }: ArrayImports, options: GenerateOptions): Output {
  const { language } = options;
  if (language === "import-file") throw new UsageError("--language import-file goes with --existing");
  const { main, files } = projects[language];
  const program = { ...programOf(imports, options), ...(options.existing && { note: ALL_ARE_OWN }) };
  requireMeant(program, sourceText(options));
  return { ...(array !== undefined && { array }), main, leftOut, files: (project) => files(program, project) };
}

const sourceText = ({ from, existing }: GenerateOptions): string =>
  from === undefined ? `--${existing ? "existing" : "discover"}` : `--from: ${from}`;

async function makeExisting(options: GenerateOptions, surroundings: Surroundings): Promise<Made> {
  const { stopped: signal } = surroundings;
  const isImported = options.imported === true;
  const ownersOn = await ownersIn(isImported ? {} : options, surroundings);
  const made = await fromArrays(options, surroundings, async (array) => {
    const { name, powerStore } = array;
    const ownerOf = await ownersOn(array);
    const sessions = await powerStore.importSessions.listAllSessions({ signal });
    const { ids, ...found } = importsOfSessions(name, sessions, isImported, ownerOf);
    if (found.imports.length === 0) return { array: name, ...withoutFiles, leftOut: found.leftOut };
    if (options.language !== "import-file") return programOutput(found, options);
    const text = importFile(found.imports.map(({ key }, index) => ({ type: IMPORT, name: key, id: ids[index] ?? "" })));
    return { array: name, main: "import.json", files: () => ({ "import.json": text }), leftOut: found.leftOut };
  });
  return { ...made, note: ALL_ARE_OWN };
}

async function makeHandover(
  tool: "terraform" | "pulumi",
  options: GenerateOptions,
  surroundings: Surroundings,
): Promise<Made> {
  return fromArrays(options, surroundings, async ({ name, powerStore }) => {
    const { volumes, leftOut } = await findCompleted(powerStore, surroundings.stopped);
    const main = tool === "terraform" ? "imports.tf" : "import.json";
    if (volumes.length === 0) return { array: name, ...withoutFiles, leftOut };
    const text = tool === "terraform" ? terraformBlocks(volumes) : pulumiImports(volumes);
    return { array: name, main, files: () => ({ [main]: text }), leftOut };
  });
}

async function fromArrays(
  options: GenerateOptions,
  surroundings: Surroundings,
  ask: (array: OpenArray) => Promise<Output>,
): Promise<Made> {
  const chosen = await chooseArrays(options, surroundings);
  const answers = await withArrays(chosen, surroundings, (arrays) => askEachOnce(arrays, ask, surroundings.stopped));
  for (const text of missingTexts(answers)) say(surroundings, text);
  refuseSameArray(twinsAmong(answers));
  return {
    outputs: answers.flatMap(({ answer }) => answer ?? []),
    exit: missingExit(answers) ?? exitCodes.done,
  };
}

/** What is called by two names would be in two programs, and each of them would take it for its own. */
function refuseSameArray([first]: readonly Twin[]): void {
  if (first === undefined) return;
  throw new UsageError(
    `${first.of} and ${first.name} lead to the same array; nothing was written. Choose one of them by --array, or give it one name alone`,
  );
}
