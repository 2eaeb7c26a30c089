import { lstatSync, readlinkSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { writeTogether } from "../output/writeTogether";
import { textOf } from "../process/failures";

/** In place at once, behind a link as well: whoever is killed meanwhile leaves the old file. */
export function writeWhole(option: string, file: string, text: string): void {
  try {
    const target = targetOf(file);
    if (typeof target === "object") writeTogether([{ ...target, text }]);
    else writeFileSync(target, text);
  } catch (error) {
    throw new Error(`${option}: writing ${file}: ${textOf(error)}`);
  }
}

/** A place for another file; or where none may take the place of what is there, its name or handle, to be written to. */
function targetOf(file: string): { readonly place: string } | string | number {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return { place: file };
  // A pipe, a terminal, a link that leads to one or nowhere.
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  const end = endOf(file);
  return isOfSystem(end) ? (outputAt(end) ?? file) : { place: end };
}

/** Where its links lead to, but not beyond what a process has open: that need not have a name, and others write to it. */
function endOf(file: string): string {
  const place = join(realpathSync(dirname(file)), basename(file));
  if (place.startsWith("/proc/") || !lstatSync(place).isSymbolicLink()) return place;
  return endOf(resolve(dirname(place), readlinkSync(place)));
}

const isOfSystem = (place: string) => /^\/(?:proc|dev)\//.test(place);

/** Stdout and stderr go on where they are: opened anew by name, a file would be emptied, or written over by who comes next. */
const outputAt = (place: string) => [1, 2].find((handle) => place === join(`/proc/${process.pid}/fd`, String(handle)));
