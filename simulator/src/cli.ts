/** The command `powerstore-import-simulator`. */
import { runCommand } from "./command/command";

async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv, process);
}

void main();
