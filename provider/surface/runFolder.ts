import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { systemClock } from "../clock";
import type { Fact } from "../lifecycle/engineRun/facts";
import type { Ledger } from "../lifecycle/engineRun/ledger";
import { privateLedger } from "../lifecycle/engineRun/ledger";

/** Goes with the form of the facts: versions that write others do not read each other. */
const FORMAT = "v1";

/** An abandoned account is not another run's before this: its engine may still start a process, when all before have died. */
const ABANDONED_AFTER_MILLISECONDS = 3_600_000;

const ADDRESS = /^[\w.[\]-]+:\d+$/;
const ACCOUNT = ".jsonl";
const LEFT = ".left";

/**
 * The account of a run in a private folder that is named by the engine's address, which all processes of a run are given and no other
 * run has at the same time. Each process appends to a file of its own; ids and resource names are all that is in it.
 * @param engineAddress `127.0.0.1:50123`; without one there are no others to share with, as far as is known.
 * @param root where the folders of all runs are. @default a folder of this user's among the system's temporary ones
 */
export function folderLedger(engineAddress: string | undefined, root: string = defaultRoot()): Ledger {
  if (!engineAddress || !ADDRESS.test(engineAddress)) return privateLedger("the engine has not told its address");
  const folder = path.join(root, `${FORMAT}-${engineAddress.replace(/[^\w.-]/g, "_")}`);
  try {
    openPrivate(root);
    sweep(root, folder);
    return new FolderLedger(root, folder);
  } catch (error) {
    return privateLedger(`the folder ${folder} cannot be used (${reason(error)})`);
  }
}

function defaultRoot(): string {
  return path.join(os.tmpdir(), `pulumi-powerstore-import-${process.getuid?.() ?? os.userInfo().username}`);
}

/** Creates the folder; one that others may write to could tell anything. */
function openPrivate(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const about = fs.lstatSync(folder);
  const isOwn = process.getuid === undefined || about.uid === process.getuid();
  const isClosed = process.platform === "win32" || (about.mode & 0o022) === 0;
  if (!about.isDirectory() || !isOwn || !isClosed) throw new Error("it is not this user's alone");
}

/** Removes accounts that nobody alive writes to. */
function sweep(root: string, current: string): void {
  for (const name of fs.readdirSync(root)) {
    const folder = path.join(root, name);
    const files = filesOf(folder);
    if (files.some(isOpen)) continue;
    const isOld = files.every(
      (file) => systemClock.now() - modifiedAt(path.join(folder, file)) > ABANDONED_AFTER_MILLISECONDS,
    );
    if (isOld && (folder !== current || files.length > 0)) fs.rmSync(folder, { recursive: true, force: true });
  }
}

function filesOf(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).filter((name) => name.endsWith(ACCOUNT));
  } catch {
    return [];
  }
}

function modifiedAt(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Whether the process that writes a file is there and has not left. */
function isOpen(file: string): boolean {
  const id = Number(/^\d+/.exec(file)?.[0]);
  if (file.includes(LEFT) || !id) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

let opened = 0;

class FolderLedger implements Ledger {
  readonly #root: string;
  readonly #folder: string;
  readonly #name = `${process.pid}-${++opened}-${systemClock.now()}`;
  readonly #file: number;
  /** How far the files of the others have been read. */
  readonly #read = new Map<string, number>();
  #unshared: string | undefined;

  constructor(root: string, folder: string) {
    this.#root = root;
    this.#folder = folder;
    openPrivate(folder);
    this.#file = fs.openSync(path.join(folder, this.#name + ACCOUNT), "ax", 0o600);
  }

  get unshared(): string | undefined {
    return this.#unshared;
  }

  append(fact: Fact): void {
    try {
      fs.writeSync(this.#file, `${JSON.stringify(fact)}\n`);
    } catch (error) {
      this.#unshared = `the folder ${this.#folder} cannot be written (${reason(error)})`;
    }
  }

  readOthers(): readonly Fact[] | "unreadable" {
    try {
      const names = fs.readdirSync(this.#folder).filter((name) => name.endsWith(ACCOUNT));
      if (!names.includes(this.#name + ACCOUNT)) return "unreadable";
      return names.filter((name) => !name.startsWith(this.#name)).flatMap((name) => this.#readNew(name));
    } catch {
      return "unreadable";
    }
  }

  /** A line without its end is still being written. A process that leaves gives its file another name. */
  #readNew(name: string): readonly Fact[] {
    const key = name.replace(LEFT, "");
    const from = this.#read.get(key) ?? 0;
    const file = path.join(this.#folder, name);
    const { size } = fs.statSync(file);
    if (size <= from) return [];
    const text = fs.readFileSync(file).subarray(from).toString("utf8");
    const end = text.lastIndexOf("\n") + 1;
    this.#read.set(key, from + Buffer.byteLength(text.slice(0, end)));
    return text
      .slice(0, end)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Fact);
  }

  close(): void {
    try {
      fs.closeSync(this.#file);
      const file = path.join(this.#folder, this.#name);
      fs.renameSync(file + ACCOUNT, file + LEFT + ACCOUNT);
      if (filesOf(this.#folder).some(isOpen)) return;
      fs.rmSync(this.#folder, { recursive: true, force: true });
      fs.rmdirSync(this.#root);
    } catch {
      // Other runs are in the root, or somebody has cleaned up before: nothing is left to do.
    }
  }
}
