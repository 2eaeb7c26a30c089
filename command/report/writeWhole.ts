import { lstatSync, writeFileSync } from "node:fs";
import { writeTogether } from "../output/writeTogether";
import { textOf } from "../process/failures";

/** In place at once: whoever is killed meanwhile leaves the old file. */
export function writeWhole(option: string, file: string, text: string): void {
  try {
    if (isNoFile(file)) writeFileSync(file, text);
    else writeTogether([{ place: file, text }]);
  } catch (error) {
    throw new Error(`${option}: writing ${file}: ${textOf(error)}`);
  }
}

/** A pipe, a terminal, a link to somewhere else: nothing that another file may take the place of. */
function isNoFile(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile();
}
