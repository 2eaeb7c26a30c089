/** Files that belong together: all in place, or none. */
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { textOf } from "../process/failures";

export type NewFile = { readonly place: string; readonly text: string };

type Prepared = { readonly place: string; readonly unfinished: string };

/**
 * Writes each beside its place first, and puts them there when all are whole: who is killed meanwhile, or out of space, leaves what was there.
 * @throws Error that says what was written: nothing, unless some can be put in their places and others cannot
 */
export function writeTogether(files: readonly NewFile[]): void {
  const prepared: Prepared[] = [];
  const done: string[] = [];
  try {
    for (const { place, text } of files) {
      // Containers that share a folder may share the number of their process as well.
      const unfinished = `${place}.${randomUUID()}.unfinished`;
      prepared.push({ place, unfinished });
      writeNew(unfinished, text);
    }
    for (const { place, unfinished } of prepared) {
      renameSync(unfinished, place);
      done.push(place);
    }
  } catch (error) {
    for (const { unfinished } of prepared) rmSync(unfinished, { force: true });
    throw new Error(
      `${textOf(error)}; ${done.length === 0 ? "nothing was written" : `written are only ${done.join(", ")}`}`,
    );
  }
}

function writeNew(file: string, text: string): void {
  const handle = openSync(file, "wx");
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
