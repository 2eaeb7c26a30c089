/** The command `powerstore-import-simulator`. */
import { runCommand } from "./command/command";

/** Whoever has read the ready line, or enough of the help, may close the pipe: the array goes on. */
function goOnWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

for (const stream of [process.stdout, process.stderr]) stream.on("error", goOnWithoutReader);

async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv, process);
}

void main();
