/** The options of the command, as `startSimulator` takes them. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { isCounts, parseCounts, readSeed, type Seed } from "../seed/seedFile";
import {
  DEFAULT_IDLE_TIMEOUT_SECONDS,
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type SimulatorOptions,
} from "../server/simulatorOptions";
import { addReadings, numberAbove, numberFrom, wholeFrom } from "./commandOptions";
import { readSnapshot } from "./snapshotFile";

export type CommandLine = {
  readonly options: SimulatorOptions;
  readonly exitWithParent: boolean;
  /** Where to write the world when it stops. */
  readonly saveSnapshot: string | undefined;
};

type Parsed = SimulatorOptions &
  Partial<Omit<CommandLine, "options">> & {
    readonly latency: number;
    readonly seed?: string;
    readonly certificateName?: readonly string[];
    readonly apiVersion?: SimulatorOptions["version"];
    readonly criticalOperation?: readonly string[];
  };

export type Printers = {
  readonly stdout: Pick<NodeJS.WritableStream, "write">;
  readonly stderr: Pick<NodeJS.WritableStream, "write">;
};

/** Parses `process.argv`. Throws a CommanderError, also for `--help` and `--version`, after it has printed why. */
export function parseCommandLine(argv: readonly string[], { stdout, stderr }: Printers): CommandLine {
  const command = createCommand().configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
  });
  addReadings(command);
  const parsed = command.parse(argv).opts<Parsed>();
  const {
    latency,
    seed: file,
    certificateName,
    apiVersion,
    criticalOperation,
    exitWithParent = false,
    saveSnapshot,
    ...options
  } = parsed;
  const seed = file === undefined ? undefined : seedOf(command, file, options.sources);
  const renamed = { certificateNames: certificateName, version: apiVersion, criticalOperations: criticalOperation };
  const given = Object.fromEntries(Object.entries(renamed).filter(([, value]) => value !== undefined));
  return {
    options: { ...seed, ...options, latencyMilliseconds: latency, ...given },
    exitWithParent,
    saveSnapshot,
  };
}

/** After all options are known, for the file has to agree with the sources that take the place of its own. */
function seedOf(command: Command, file: string, sources: SimulatorOptions["sources"]): Seed {
  try {
    return readSeed(file, sources);
  } catch (error) {
    return command.error(`error: option '--seed <file>' is invalid. ${messageOf(error)}`);
  }
}

function createCommand(): Command {
  const command = new Command("powerstore-import-simulator")
    .description("Runs a simulated Dell PowerStore array with its REST import surface, and prints how to reach it.")
    .version(readVersion())
    .addHelpText("after", "\nSubcommand: record, which writes a real array's inventory down; see record --help.")
    .exitOverride();
  return addAccess(command)
    .addOption(new Option("--clock <mode>", "how time passes").choices(["real", "manual"]).default("real"))
    .option("--speed <n>", "simulated seconds per real second", numberAbove(0), 1)
    .option("--latency <ms>", "real milliseconds that each request takes to arrive", numberFrom(0), 0)
    .option("--idle-timeout-seconds <s>", "when an idle login ends", numberAbove(0), DEFAULT_IDLE_TIMEOUT_SECONDS)
    .option("--max-logins <n>", "logins at a time", wholeFrom(1))
    .option("--start <instant>", "first instant of the virtual clock, ISO 8601")
    .option("--max-active-sessions <n>", "imports at a time; more are queued", wholeFrom(1))
    .option("--max-group-members <n>", "members of a consistency group that can be imported", wholeFrom(1))
    .option("--one-set-up-at-a-time", "set up one import after the other")
    .option("--set-up-seconds <s>", "simulated time of a set-up", numberFrom(0))
    .option("--copy-bytes-per-second <n>", "copy rate of each import; 0 copies at once", numberFrom(0))
    .option("--connect-seconds <s>", "simulated time until a new remote system is connected", numberFrom(0))
    .option("--job-seconds <s>", "simulated time that a job waits, and again that it works", numberFrom(0))
    .option("--cutover-seconds <s>", "simulated time of a cut-over", numberFrom(0))
    .option("--cancel-seconds <s>", "simulated time of a cancel", numberFrom(0))
    .option("--cleanup-seconds <s>", "simulated time of a clean-up", numberFrom(0))
    .option(
      "--cluster <name[:global_id]>",
      "what tells this array from others (default: PowerStore-01:PS0000000001; an id that is not given follows from the name)",
      toCluster,
    )
    .option("--seed <file>", "YAML or JSON file with what the array is made from, see the README")
    .option(
      "--sources <arrays>",
      "arrays to import from: unity=40,xtremio=10 or a file, see the README",
      checked(toSources),
    )
    .option(
      "--snapshot <file>",
      "state to begin in, as --save-snapshot or GET /_simulator/snapshot gave it",
      checked(readSnapshot),
    )
    .option("--save-snapshot <file>", "where to write the state of the world when the simulator is stopped")
    .option("--exit-with-parent", "stop when standard input ends");
}

/** Where it is, and who may come in. */
function addAccess(command: Command): Command {
  return command
    .option("--port <n>", "port to listen at; 0 takes a free one", wholeFrom(0), 0)
    .option("--host <address>", "address to listen at", "127.0.0.1")
    .option(
      "--certificate-name <name>",
      "a further host name or address that it is reached by; may be given several times",
      (name: string, before: readonly string[] = []) => [...before, toHostName(name)],
    )
    .option("--username <name>", "user of the array", DEFAULT_USERNAME)
    .option("--password <text>", "password of the user", DEFAULT_PASSWORD)
    .addOption(new Option("--role <role>", "what the user may do").choices(["Administrator", "Operator"]))
    .option("--strict-token", "refuse changes without DELL-EMC-TOKEN even with Basic")
    .option("--ca-file <path>", "where to write the certificate to trust (default: a temporary file)");
}

function readVersion(): string {
  const file = join(__dirname, "..", "..", "package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}

function toCluster(text: string): SimulatorOptions["cluster"] {
  const [, name, globalId] = /^([^\s:]{1,64})(?::([^\s:]{1,64}))?$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It must be a name, or a name and an id: Lab-01:PSLAB.");
  return globalId === undefined ? { name } : { name, globalId };
}

function toHostName(text: string): string {
  if (isIP(text) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text)) return text;
  throw new InvalidArgumentError("It must be a host name or an address, without a port.");
}

function toSources(text: string): SimulatorOptions["sources"] {
  return isCounts(text) ? parseCounts(text) : (readSeed(text).sources ?? []);
}

/** What cannot be read, or does not fit, is told with its reason as a wrong use of the option. */
function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
