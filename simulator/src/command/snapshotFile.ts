/** Snapshots as files, so that a world outlives its process. */
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

/** Throws the system's error, or a SyntaxError for what is not JSON; whether it fits is for the world to say. */
export function readSnapshot(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(`${file} is not JSON, and so no snapshot`);
  }
}

/** Throws the system's error where no file can be written; says so by writing one beside it, which goes again. */
export function requireWritable(file: string): void {
  const place = placeOf(file);
  if (!place.isReplaceable) return;
  writeFileSync(place.part, "");
  rmSync(place.part);
}

export function writeSnapshot(file: string, snapshot: unknown): void {
  writeWhole(file, `${JSON.stringify(snapshot)}\n`);
}

/** Beside the file first, then in its place: whoever reads it finds the old or the new one, never half of it. */
export function writeWhole(file: string, text: string): void {
  const { path, part, isReplaceable } = placeOf(file);
  if (!isReplaceable) {
    writeFileSync(path, text);
    return;
  }
  writeFileSync(part, text);
  renameSync(part, path);
}

/**
 * Where a file really is. A link stays, and what it leads to is written; what is no file but `/dev/stdout` or a pipe is never
 * replaced by one. Throws the system's error for a folder.
 */
function placeOf(file: string): { readonly path: string; readonly part: string; readonly isReplaceable: boolean } {
  const path = existsSync(file) ? realpathSync(file) : file;
  const found = statSync(path, { throwIfNoEntry: false });
  // A folder cannot be opened to be written, and nothing tells that better.
  if (found?.isDirectory()) closeSync(openSync(path, "r+"));
  return { path, part: `${path}.part`, isReplaceable: found === undefined || found.isFile() };
}
