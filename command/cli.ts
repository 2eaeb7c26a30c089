/** The command `powerstore-import`. */
import { systemClock } from "../provider/clock";
import { VERSION } from "../provider/plugin/publication";
import { runCommand } from "./command";
import { exitCodes } from "./process/exits";

const stop = new AbortController();

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on("error", leaveWithReader);
  const exit = await runCommand(process.argv.slice(2), VERSION, {
    environment: process.env,
    folder: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    stopped: stop.signal,
  });
  process.exitCode = isLost ? exitCodes.error : exit;
}

let isLost = false;

/** `powerstore-import status | head -1`: whoever reads has what they want. What goes on ends, and logs out; also where a disk is full. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  stop.abort();
  if (error.code === "EPIPE" || isLost) return;
  isLost = true;
  process.stderr.write(`powerstore-import: writing the output: ${error.message}\n`);
  process.exitCode = exitCodes.error;
}

void main();
