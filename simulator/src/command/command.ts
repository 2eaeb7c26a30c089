import { CommanderError } from "commander";
import { startSimulator } from "../server/simulator";
import { parseCommandLine } from "./commandLine";
import { runRecord } from "./recordCommand";
import { requireWritable, writeSnapshot } from "./snapshotFile";
import { type Surroundings, waitForStop } from "./surroundings";

const exitCodes = { ok: 0, system: 1, usage: 2 } as const;

type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Runs until a signal, or with `--exit-with-parent` the end of standard input; resolves with the exit code. */
export async function runCommand(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stderr } = surroundings;
  const [, , first, ...rest] = argv;
  try {
    if (first === "record") await runRecord(rest, surroundings);
    else await runSimulator(argv, surroundings);
    return exitCodes.ok;
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    stderr.write(`powerstore-import-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
    return isOfSystem(error) ? exitCodes.system : exitCodes.usage;
  }
}

/** EADDRINUSE, a file that cannot be written, a connection that ends: codes of Node's own begin with ERR_. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E(?!RR_)/.test(String(error.code));
}

async function runSimulator(argv: readonly string[], surroundings: Surroundings): Promise<void> {
  const { options, exitWithParent, saveSnapshot } = parseCommandLine(argv, surroundings);
  // Before hours of work, not after them.
  if (saveSnapshot !== undefined) requireWritable(saveSnapshot);
  const simulator = await startSimulator(options);
  // Before the ready line, for whoever reads that may send a signal at once.
  const stopped = waitForStop(surroundings, exitWithParent);
  const { endpoint, username, password, caFile, control } = simulator;
  surroundings.stdout.write(`${JSON.stringify({ endpoint, username, password, caFile, control })}\n`);
  await stopped;
  // Also when it cannot be written: nothing may keep the process alive.
  try {
    if (saveSnapshot !== undefined) writeSnapshot(saveSnapshot, simulator.snapshot());
  } finally {
    await simulator.close();
  }
}
