import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { textOf } from "../process/failures";

/** In place at once: whoever is killed meanwhile leaves the old file. */
export function writeWhole(option: string, file: string, text: string): void {
  try {
    if (isNoFile(file)) writeFileSync(file, text);
    else replace(file, text);
  } catch (error) {
    throw new Error(`${option}: writing ${file}: ${textOf(error)}`);
  }
}

/** A pipe, a terminal, a link to somewhere else: nothing that another file may take the place of. */
function isNoFile(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile();
}

function replace(file: string, text: string): void {
  // Containers that share a folder may share the number of their process as well.
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    const handle = openSync(unfinished, "wx");
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
