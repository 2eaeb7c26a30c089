/** Files that belong together: all in place, or none. */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { textOf } from "../process/failures";

export type NewFile = { readonly place: string; readonly text: string };

type Prepared = NewFile & {
  /** Undefined where nothing can be made beside the place. */
  readonly unfinished: string | undefined;
};

/**
 * Writes each beside its place first, and puts them there when all are whole: who is killed meanwhile, or out of space, leaves what was there.
 * What is there and may be written, but not replaced, is written in place.
 * @throws Error that says what was written: nothing, unless some can be put in their places and others cannot
 */
export function writeTogether(files: readonly NewFile[]): void {
  const made: string[] = [];
  const done: string[] = [];
  try {
    const prepared = files.map((file) => ({ ...file, unfinished: prepare(file, made) }));
    for (const file of prepared) put(file, done);
  } catch (error) {
    throw new Error(
      `${textOf(error)}; ${done.length === 0 ? "nothing was written" : `written are only ${done.join(", ")}`}`,
    );
  } finally {
    for (const unfinished of made) rmSync(unfinished, { force: true });
  }
}

function prepare({ place, text }: NewFile, made: string[]): string | undefined {
  // Containers that share a folder may share the number of their process as well.
  const unfinished = `${place}.${randomUUID()}.unfinished`;
  const former = statSync(place, { throwIfNoEntry: false });
  try {
    const handle = openSync(unfinished, "wx", former && former.mode & 0o777);
    made.push(unfinished);
    written(handle, () => {
      if (former) makeLike(handle, former);
      writeFileSync(handle, text);
    });
    return unfinished;
  } catch (error) {
    if (!isLeftToPlace(error, place)) throw error;
    return undefined;
  }
}

function put({ place, text, unfinished }: Prepared, done: string[]): void {
  try {
    if (unfinished !== undefined) renameSync(unfinished, place);
    else writeInPlace(place, text, done);
  } catch (error) {
    if (unfinished === undefined || !isLeftToPlace(error, place)) throw error;
    writeInPlace(place, text, done);
  }
  done.push(place);
}

function writeInPlace(place: string, text: string, done: string[]): void {
  const handle = openSync(place, constants.O_WRONLY | constants.O_TRUNC);
  try {
    written(handle, () => writeFileSync(handle, text));
  } catch (error) {
    done.push(`${place} (in part)`);
    throw error;
  }
}

function written(handle: number, write: () => void): void {
  try {
    write();
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Who could read and write the one before can do so with the one that takes its place, and nobody else. */
function makeLike(handle: number, { uid, gid, mode }: Stats): void {
  const own = fstatSync(handle);
  if (own.uid !== uid || own.gid !== gid) fchownSync(handle, uid, gid);
  if (fstatSync(handle).mode !== mode) fchmodSync(handle, mode & 0o7777);
}

/** A folder that takes no other file, a single file that is mounted into a container, an owner that is not to be had: no lack of room. */
const refusals: ReadonlySet<string | undefined> = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "EBUSY",
  "EXDEV",
  "ENAMETOOLONG",
]);

function isLeftToPlace(error: unknown, place: string): boolean {
  if (!refusals.has((error as NodeJS.ErrnoException).code)) return false;
  try {
    closeSync(openSync(place, constants.O_WRONLY));
    return true;
  } catch {
    return false;
  }
}
