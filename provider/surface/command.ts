/** A command whose processes come one after another, as those of Terraform do: what they have in common is the process that starts them. */

import fs from "node:fs";

const namePattern = /^command-(\d+)-(\d*)(?:-(\w+))?$/;

/**
 * Names the run of a command: numbers of processes are given again, and another container or machine counts its own, so that it says when this one began
 * and where its number counts, where the system tells.
 */
export function commandName(pid: number): string {
  const numbering = ownNumbering();
  return `command-${pid}-${beginningOf(pid) ?? ""}${numbering && `-${numbering}`}`;
}

/** Whether a run is that of a command, and that has ended. */
export const isEndedCommand = (run: string): boolean => namePattern.test(run) && isSeen(run) && !isCommand(run);

/** Whether a run is that of a command that is still there. */
export function isCommand(run: string): boolean {
  const [, pid, beginning] = namePattern.exec(run) ?? [];
  if (pid === undefined || !isSeen(run) || !isThere(Number(pid))) return false;
  return beginning === (beginningOf(Number(pid)) ?? "");
}

/** The same, where the number cannot have been given to another process meanwhile. */
export const isCertainlyCommand = (run: string): boolean => isCommand(run) && namePattern.exec(run)?.[2] !== "";

/** Whether the process of a run would be seen from here: that of another container or machine has a number that says nothing here. */
function isSeen(run: string): boolean {
  const numbering = namePattern.exec(run)?.[3];
  return numbering === undefined || numbering === ownNumbering();
}

/**
 * Within what the numbers of processes count here, which is a container's own, on a machine that has not been started again since; nothing where the system does
 * not tell. The first container of each machine has the same name.
 */
function ownNumbering(): string {
  const container = told(() => /\d+/.exec(fs.readlinkSync("/proc/self/ns/pid"))?.[0]);
  return `${container}${container && told(() => fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").replace(/\W/g, ""))}`;
}

/** Nothing where the system does not tell, or hides it. */
function told(read: () => string | undefined): string {
  try {
    return read() ?? "";
  } catch {
    return "";
  }
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
