/** The command `powerstore-import`. */
import { systemClock } from "../provider/clock";
import { VERSION } from "../provider/plugin/publication";
import { runCommand } from "./command";

const stop = new AbortController();

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on("error", leaveWithReader);
  process.exitCode = await runCommand(process.argv.slice(2), VERSION, {
    environment: process.env,
    folder: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    stopped: stop.signal,
  });
}

/** `powerstore-import status | head -1`: whoever reads has what they want. What goes on ends, and logs out. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  stop.abort();
}

void main();
