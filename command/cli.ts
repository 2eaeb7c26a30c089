/** The command `powerstore-import`. */
import { systemClock } from "../provider/clock";
import { VERSION } from "../provider/plugin/publication";
import { runCommand } from "./command";
import { exitCodes } from "./process/exits";

const stop = new AbortController();

async function main(): Promise<void> {
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  process.stdout.on("error", leaveWithReader);
  process.exitCode = await runCommand(process.argv.slice(2), VERSION, {
    environment: process.env,
    folder: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    stopped: stop.signal,
  });
}

/** `powerstore-import status | head -1`: whoever reads has what they want. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(exitCodes.done);
  throw error;
}

void main();
