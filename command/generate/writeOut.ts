import { lstatSync, mkdirSync, readFileSync, realpathSync, rmdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { listed } from "../../provider/lifecycle/importWave/inputs/keys";
import { say } from "../output/messages";
import type { NewFile } from "../output/writeTogether";
import { writeTogether } from "../output/writeTogether";
import { UsageError } from "../process/exits";
import { textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import { sourcesIn } from "./program/sourcesIn";
import type { Files } from "./project";

/**
 * Writes files into a folder, all or none.
 * @throws UsageError where one is there already, unless it is to be overwritten
 */
export function writeFiles(folder: string, files: Files, isForced: boolean, surroundings: Surroundings): void {
  const wanted = Object.entries(files).map(([name, text]) => ({ place: join(folder, name), text }));
  const there = wanted.find(({ place }) => isThere(place));
  if (there && !isForced)
    throw new UsageError(`--out: ${there.place} is there already; nothing was written. To overwrite it, give --force`);
  const nameOf = (place: string) => relative(surroundings.folder, place) || place;
  const lost = wanted.map((file) => ({ ...file, sources: lostSources(file) }));
  writeInto(folder, wanted);
  say(surroundings, `wrote ${wanted.map(({ place }) => nameOf(place)).join(", ")}`);
  for (const { place, sources } of lost) if (sources.length > 0) say(surroundings, lossText(nameOf(place), sources));
}

/** What the program that is overwritten declares, and the new one does not. */
function lostSources({ place, text }: NewFile): readonly string[] {
  const present = sourcesIn(text);
  return [...sourcesIn(textIn(place))].filter((source) => !present.has(source)).sort();
}

/** Empty where there is no file that can be read. */
function textIn(place: string): string {
  try {
    return statSync(place).isFile() ? readFileSync(place, "utf8") : "";
  } catch {
    return "";
  }
}

const lossText = (file: string, sources: readonly string[]) =>
  `${file} had imports that it has no more, of ${listed(sources)}: the next "pulumi up" takes them out, and so cancels those that are under way, unless they are in a wave that refuses it`;

/** A link counts, wherever it leads. */
function isThere(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function writeInto(folder: string, files: readonly NewFile[]): void {
  const made: string[] = [];
  try {
    writeTogether(files.map(({ place, text }) => ({ place: prepared(place, made), text })));
  } catch (error) {
    for (const each of made.toReversed()) removeIfEmpty(each);
    throw new Error(`--out: writing into ${folder}: ${textOf(error)}`);
  }
}

/** Where to write: in a folder that is there, and behind a link. What is no file stays as it is. */
function prepared(place: string, made: string[]): string {
  try {
    requireFolder(dirname(place), made);
    const found = statSync(place, { throwIfNoEntry: false });
    if (found && !found.isFile()) throw new Error(`${place} is no file`);
    return found ? realpathSync(place) : place;
  } catch (error) {
    throw new Error(`${textOf(error)}; nothing was written`);
  }
}

/** @param made those that were not there before, the innermost last */
function requireFolder(folder: string, made: string[]): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  requireFolder(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else has put something there meanwhile.
  }
}
