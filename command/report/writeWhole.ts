import { lstatSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { writeTogether } from "../output/writeTogether";
import { textOf } from "../process/failures";

/** In place at once, behind a link as well: whoever is killed meanwhile leaves the old file. */
export function writeWhole(option: string, file: string, text: string): void {
  try {
    const place = placeOf(file);
    if (place === undefined) writeFileSync(file, text);
    else writeTogether([{ place, text }]);
  } catch (error) {
    throw new Error(`${option}: writing ${file}: ${textOf(error)}`);
  }
}

/** Undefined for a pipe, a terminal, a link that leads to one or nowhere: nothing that another file may take the place of. */
function placeOf(file: string): string | undefined {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return file;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? realpathSync(file) : undefined;
}
