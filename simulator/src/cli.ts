#!/usr/bin/env node
/** The command `powerstore-import-simulator`. On standard output: the ready line and nothing else. */
import { CommanderError } from "commander";
import { parseCommandLine } from "./http/commandLine";
import { type Simulator, startSimulator } from "./http/simulator";

const exitCodes = { ok: 0, cannotListen: 1, usage: 2 } as const;

async function main(): Promise<void> {
  const { exitWithParent, ...options } = parseCommandLine(process.argv);
  const simulator = await startSimulator(options);
  const { endpoint, username, password, caFile, control } = simulator;
  process.stdout.write(`${JSON.stringify({ endpoint, username, password, caFile, control })}\n`);
  stopOnSignals(simulator, exitWithParent === true);
}

/** Closing ends the process: nothing else keeps it alive, except a standard input that is listened to. */
function stopOnSignals(simulator: Simulator, isStdinWatched: boolean): void {
  const stop = () => {
    process.stdin.destroy();
    simulator.close().catch(fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (isStdinWatched) process.stdin.once("close", stop).resume();
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    // Commander has printed what is wrong, or the help that was asked for.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return;
  }
  process.stderr.write(`powerstore-import-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof RangeError ? exitCodes.usage : exitCodes.cannotListen;
}

main().catch(fail);
