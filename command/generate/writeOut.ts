import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { say } from "../output/messages";
import { UsageError } from "../process/exits";
import { textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import type { Files } from "./project";

/**
 * Writes files into a folder, all or none.
 * @throws UsageError where one is there already, unless it is to be overwritten
 */
export function writeFiles(folder: string, files: Files, isForced: boolean, surroundings: Surroundings): void {
  const places = Object.entries(files).map(([name, text]) => ({ place: join(folder, name), text }));
  const there = places.find(({ place }) => existsSync(place));
  if (there && !isForced)
    throw new UsageError(`--out: ${there.place} is there already; nothing was written. To overwrite it, give --force`);
  try {
    for (const { place, text } of places) {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
  } catch (error) {
    throw new UsageError(`--out: writing into ${folder}: ${textOf(error)}`);
  }
  say(surroundings, `wrote ${places.map(({ place }) => relative(surroundings.folder, place) || place).join(", ")}`);
}
