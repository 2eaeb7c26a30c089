/** A command whose processes come one after another, as those of Terraform do: what they have in common is the process that starts them. */

import fs from "node:fs";

const namePattern = /^command-(\d+)-(\d*)$/;

/** Names the run of a command: numbers of processes are given again, so that it says when this one began, where the system tells. */
export const commandName = (pid: number): string => `command-${pid}-${beginningOf(pid) ?? ""}`;

/** Whether a run is that of a command, and that has ended. */
export const isEndedCommand = (run: string): boolean => namePattern.test(run) && !isCommand(run);

/** Whether a run is that of a command that is still there. */
export function isCommand(run: string): boolean {
  const [, pid, beginning] = namePattern.exec(run) ?? [];
  if (pid === undefined || !isThere(Number(pid))) return false;
  return beginning === (beginningOf(Number(pid)) ?? "");
}

/** Ticks since the machine's start, as Linux counts them: the 22nd value, of which the second may hold blanks and parentheses. */
export function beginningOf(pid: number): string | undefined {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Whether a process exists, whoever's it is. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
