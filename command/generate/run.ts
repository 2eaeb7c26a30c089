import { basename, join, resolve } from "node:path";
import { chooseArrays } from "../arrays/chosenArrays";
import type { Answered, OpenArray } from "../arrays/openArrays";
import { askEach, withArrays } from "../arrays/openArrays";
import { askForSources } from "../discover/ask";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { findCompleted } from "./handover/completed";
import { pulumiImports, terraformBlocks } from "./handover/write";
import { importFile } from "./languages/importFile";
import { keyOf } from "./names";
import type { GenerateOptions } from "./options";
import { programOf } from "./plan";
import type { Files } from "./project";
import { projects } from "./project";
import { importsOfCsv } from "./sources/fromCsv";
import { importsOfDiscover, readDiscover } from "./sources/fromDiscover";
import { importsOfSessions } from "./sources/fromExisting";
import type { ArrayImports } from "./sources/source";
import { writeFiles } from "./writeOut";

/** What is to be written for an array. */
type Output = {
  readonly array?: string;
  /** The one that goes to stdout. */
  readonly main: string;
  files(project: string): Files;
  readonly leftOut: readonly string[];
};

type Made = { readonly outputs: readonly Output[]; readonly exit: ExitCode };

const IMPORT = "powerstore-import:index:ImportSession";

export async function runGenerate(options: GenerateOptions, surroundings: Surroundings): Promise<ExitCode> {
  requireOneSource(options);
  const { outputs, exit } = await make(options, surroundings);
  for (const { leftOut } of outputs)
    for (const reason of leftOut) surroundings.stderr.write(`powerstore-import: left out: ${reason}\n`);
  // An array that did not answer has said why already; a part of a migration must not pass for the whole.
  if (exit !== exitCodes.done) return exit;
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
  if (options.force && options.out === undefined) throw new UsageError("--force goes with --out");
}

async function make(options: GenerateOptions, surroundings: Surroundings): Promise<Made> {
  const { from } = options;
  if (options.handover) return makeHandover(options.handover, options, surroundings);
  if (options.existing) return makeExisting(options, surroundings);
  if (from !== undefined && !/\.json$/i.test(from)) {
    const imports = importsOfCsv(from, surroundings.folder, options.remoteSystem?.[0]);
    return { outputs: [programOutput(imports, options)], exit: exitCodes.done };
  }
  const { document, exit } =
    from === undefined
      ? await discovered(options, surroundings)
      : { document: readDiscover(from, surroundings.folder), exit: exitCodes.done };
  const arrays = importsOfDiscover(document).filter(({ imports }) => imports.length > 0);
  if (arrays.length === 0 && exit === exitCodes.done) throw new Error("there is nothing that is ready to be imported");
  return { outputs: arrays.map((imports) => programOutput(imports, options)), exit };
}

async function discovered(options: GenerateOptions, surroundings: Surroundings) {
  const { document, failures } = await askForSources({ ...options, ready: true }, surroundings);
  for (const { message } of failures) surroundings.stderr.write(`powerstore-import: ${message}\n`);
  for (const warning of document.plan?.warnings ?? []) surroundings.stderr.write(`powerstore-import: ${warning}\n`);
  return { document, exit: failures[0]?.exitCode ?? exitCodes.done };
}

function programOutput({ array, imports, leftOut }: ArrayImports, options: GenerateOptions): Output {
  const { language } = options;
  if (language === "import-file") throw new UsageError("--language import-file goes with --existing");
  const { main, files } = projects[language];
  const program = programOf(imports, options);
  return { ...(array !== undefined && { array }), main, leftOut, files: (project) => files(program, project) };
}

async function makeExisting(options: GenerateOptions, surroundings: Surroundings): Promise<Made> {
  const { stopped: signal } = surroundings;
  return fromArrays(options, surroundings, async ({ name, powerStore }) => {
    const sessions = await powerStore.importSessions.listAllSessions({ signal });
    const { ids, ...found } = importsOfSessions(name, sessions, options.imported === true);
    if (found.imports.length === 0) return { array: name, main: "", files: () => ({}), leftOut: found.leftOut };
    if (options.language !== "import-file") return programOutput(found, options);
    const text = importFile(found.imports.map(({ key }, index) => ({ type: IMPORT, name: key, id: ids[index] ?? "" })));
    return { array: name, main: "import.json", files: () => ({ "import.json": text }), leftOut: found.leftOut };
  });
}

async function makeHandover(
  tool: "terraform" | "pulumi",
  options: GenerateOptions,
  surroundings: Surroundings,
): Promise<Made> {
  return fromArrays(options, surroundings, async ({ name, powerStore }) => {
    const { volumes, leftOut } = await findCompleted(powerStore, surroundings.stopped);
    const main = tool === "terraform" ? "imports.tf" : "import.json";
    if (volumes.length === 0) return { array: name, main: "", files: () => ({}), leftOut };
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
  const answers: readonly Answered<Output>[] = await withArrays(chosen, surroundings, (arrays) => askEach(arrays, ask));
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  for (const { message } of failures) surroundings.stderr.write(`powerstore-import: ${message}\n`);
  return {
    outputs: answers.flatMap(({ answer }) => answer ?? []),
    exit: failures[0]?.exitCode ?? exitCodes.done,
  };
}

const DEFAULT_PROJECT = "powerstore-migration";

/** Those of which there is something to write. */
function written(outputs: readonly Output[]): readonly Output[] {
  const some = outputs.filter(({ main }) => main !== "");
  if (some.length === 0) throw new Error("there is nothing to write");
  return some;
}

function writeToStdout(outputs: readonly Output[], { stdout }: Surroundings): void {
  const [first, ...others] = written(outputs);
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
  const some = written(outputs);
  const files = some.map(({ array = "", files }) => {
    const own = some.length > 1 ? keyOf(array) : "";
    const project = [keyOf(basename(folder)), own].filter(Boolean).join("-");
    return Object.entries(files(project)).map(([name, text]) => [join(own, name), text] as const);
  });
  writeFiles(folder, Object.fromEntries(files.flat()), isForced, surroundings);
}
