import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** How the engine writes the file: the URL of the backend, and then what no provider needs to see. */
const headPattern = /^\s*\{\s*"current"\s*:\s*"((?:[^"\\]|\\.)*)"$/;
/** A URL is shorter. */
const MAX_BYTES = 1000;

/**
 * The URL of the backend that the last `pulumi login` chose; undefined where nobody has logged in, or the file is not as expected. It is the first entry
 * of the engine's `credentials.json`. Access tokens come after it, so that no byte behind its end is read: not even into this process's memory.
 */
export function currentBackend(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { PULUMI_CREDENTIALS_PATH, PULUMI_HOME } = environment;
  const folder = PULUMI_CREDENTIALS_PATH || PULUMI_HOME || path.join(os.homedir(), ".pulumi");
  try {
    const file = fs.openSync(path.join(folder, "credentials.json"), "r");
    try {
      return readHead(() => nextByte(file));
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function readHead(next: () => string | undefined): string | undefined {
  let head = "";
  while (head.length < MAX_BYTES) {
    const byte = next();
    if (byte === undefined) return undefined;
    head += byte;
    // Whether it is the URL's end, or that of another entry's name.
    const quotes = byte === '"' ? head.split('"').length - 1 : 0;
    if (quotes === 2 && !head.endsWith('"current"')) return undefined;
    if (quotes >= 4) return headPattern.exec(head)?.[1];
  }
  return undefined;
}

function nextByte(file: number): string | undefined {
  const byte = Buffer.alloc(1);
  return fs.readSync(file, byte) === 1 ? byte.toString("latin1") : undefined;
}
