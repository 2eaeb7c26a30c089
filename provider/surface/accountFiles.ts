/** The files of a run's account, one for each process: their names, whose process is there, and the facts in them. */

import fs from "node:fs";
import path from "node:path";
import { machineTime, systemClock } from "../clock";
import type { Fact } from "../lifecycle/engineRun/facts";
import { beginningOf, isThere } from "./command";

export const ACCOUNT = ".jsonl";
/** Of a process that has ended with nothing left open, and of one that leaves its account to later runs. */
export const LEFT = ".left.jsonl";
export const KEPT = ".kept.jsonl";
/** Of a process that could not write all that it had to tell, be it there or gone. */
export const TORN = ".torn.jsonl";

let opened = 0;

export const filesOf = (folder: string) => namesIn(folder).filter((name) => name.endsWith(ACCOUNT));

export function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** Nothing of a file that cannot be read, which another run may be taking away: the others tell what they tell. */
export function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Removes the files that were seen in a folder, and the folder if nothing else is in it: what a process has begun there meanwhile stays. */
export function takeAway(folder: string, files: readonly string[]): void {
  for (const file of files) fs.rmSync(path.join(folder, file), { force: true });
  removeEmpty(folder);
}

/** Moves the files that were seen in a folder to another one, unless somebody else has. */
export function putAside(folder: string, files: readonly string[], aside: string): void {
  fs.mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const file of files) {
    try {
      fs.renameSync(path.join(folder, file), path.join(aside, file));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  removeEmpty(aside);
}

/** A folder that somebody else uses stays. */
export function removeEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // It is not empty, or somebody else has taken it away.
  }
}

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** To the file of a process that is gone, as long as it is there. */
export function appendTo(file: string, text: string): void {
  try {
    const descriptor = fs.openSync(file, fs.constants.O_APPEND | fs.constants.O_WRONLY);
    try {
      fs.writeSync(descriptor, text);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // Another run takes it away: then it tells nobody anything.
  }
}

export function modifiedAt(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Numbers of processes are given again, in a container the same ones each time: it says when this one began, where the system tells. */
export const fileName = (): string =>
  `${process.pid}-${++opened}-${systemClock.now()}-${beginningOf(process.pid) ?? ""}`;

/** Whether the process that writes a file is there and has not left. */
export function isOpen(file: string): boolean {
  const [id = "", , , beginning] = file.split(".", 1).join().split("-");
  if (file.endsWith(LEFT) || file.endsWith(KEPT) || !(Number(id) > 0) || !isThere(Number(id))) return false;
  return !beginning || beginning === beginningOf(Number(id));
}

/** What a file has got since: it is asked for before each decision, and another wave's account is long. */
export function readFrom(file: string, from: number): Buffer {
  const length = fs.statSync(file).size - from;
  if (length <= 0) return Buffer.alloc(0);
  const descriptor = fs.openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, length, from));
  } finally {
    fs.closeSync(descriptor);
  }
}

/** A fact, and when it was written in the machine's time; absent in what former versions wrote. */
export type Told = { readonly fact: Fact; readonly at?: number | undefined };

/** In the order in which they were written, whoever has: a fact may take back what another process had told before. */
export const inOrder = (told: readonly Told[]): readonly Fact[] =>
  [...told].sort((one, other) => (one.at ?? 0) - (other.at ?? 0)).map(({ fact }) => fact);

/** A line of an account, without its end. */
export const lineOf = (fact: Fact): string => JSON.stringify({ ...fact, at: machineTime() });

export const toldIn = (lines: string): readonly Told[] => linesOf(lines).flatMap(toldInLine);

const linesOf = (lines: string) => lines.split("\n").filter((line) => line !== "");

function toldInLine(line: string): readonly Told[] {
  const { at, ...fact } = JSON.parse(line) as Partial<Fact> & { readonly at?: number };
  return fact.urn === undefined ? [] : [{ fact: fact as Fact, at }];
}

/** A line that is broken may have said that nothing was made after all: all else that is known stays true. */
export function abandonedFacts(lines: string): readonly Fact[] {
  let facts: Fact[] = [];
  for (const line of linesOf(lines)) {
    try {
      facts.push(...toldInLine(line).map(({ fact }) => fact));
    } catch {
      facts = facts.filter(({ kind }) => kind !== "making");
    }
  }
  return facts;
}
