/** Snapshots as files, so that a world outlives its process. */
import { accessSync, constants, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Throws the system's error, or a SyntaxError for what is not JSON; whether it fits is for the world to say. */
export function readSnapshot(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(`${file} is not JSON, and so no snapshot`);
  }
}

/** Throws the system's error where no file can be written. */
export function requireWritable(file: string): void {
  accessSync(dirname(file), constants.W_OK);
}

/** Beside the file first, then in its place: whoever reads it finds the old or the new one, never half of it. */
export function writeSnapshot(file: string, snapshot: unknown): void {
  const part = `${file}.part`;
  writeFileSync(part, `${JSON.stringify(snapshot)}\n`);
  renameSync(part, file);
}
