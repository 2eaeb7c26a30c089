import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { systemClock } from "../clock";
import type { Fact } from "../lifecycle/engineRun/facts";
import type { Ledger } from "../lifecycle/engineRun/ledger";
import { privateLedger } from "../lifecycle/engineRun/ledger";
import type { Told } from "./accountFiles";
import {
  ACCOUNT,
  abandonedFacts,
  appendTo,
  fileName,
  filesOf,
  inOrder,
  isMissing,
  isOpen,
  KEPT,
  LEFT,
  lineOf,
  modifiedAt,
  namesIn,
  putAside,
  readFrom,
  removeEmpty,
  TORN,
  takeAway,
  textOf,
  toldIn,
} from "./accountFiles";
import { commandName, isCertainlyCommand, isCommand, isEndedCommand } from "./command";
import { currentBackend } from "./currentBackend";

/** Goes with the form of the facts: versions that write others do not read each other. */
const FORMAT = "v1";

const HOUR = 3_600_000;
/** Until then, an account whose processes have all died may be that of the present run, whose engine starts another one. */
const SAME_RUN_MILLISECONDS = HOUR;
/** So long a later run can tell by it that a session is its own. */
const KEPT_MILLISECONDS = 7 * 24 * HOUR;

/** A file that gets another name is found under that at once, and a folder that somebody takes away is made again. */
const MOST_TRIES = 5;

const addressPattern = /^[\w.[\]-]+:\d+$/;
/**
 * The account of a run in a private folder that is named by the engine's address, which all processes of a run are given and no other
 * run has at the same time. Each process appends to a file of its own. No secret is among the facts: ids, names, states.
 * @param engineAddress `127.0.0.1:50123`; without one there are no others to share with, as far as is known.
 * @param root where the folders of all runs are. @default a folder of this user's among the system's temporary ones
 */
export function folderLedger(engineAddress: string | undefined, root: string = defaultRoot()): Ledger {
  if (!engineAddress || !addressPattern.test(engineAddress))
    return privateLedger("the engine has not told its address");
  return ledgerOf(engineAddress, pulumiPlace(), root);
}

/**
 * The account of a command whose processes come one after another. Who takes it away is the next command: no process knows that it is the last.
 * @param pid of the process that starts them all
 * @param place where the run goes on: what later runs there may learn from this one if it dies
 */
export const commandLedger = (pid: number, place: readonly unknown[], root?: string): Ledger =>
  ledgerOf(commandName(pid), place, root);

/** @param run no two runs that go on at the same time have the same */
function ledgerOf(run: string, place: readonly unknown[], root: string = defaultRoot()): Ledger {
  const folder = path.join(root, `${FORMAT}-${run.replace(/[^\w.-]/g, "_")}`);
  for (let tries = 1; ; tries++) {
    try {
      openPrivate(root);
      sweep(root, folder);
      return new FolderLedger(root, folder, createHash("sha256").update(JSON.stringify(place)).digest("hex"));
    } catch (error) {
      // Who leaves as the last one takes the folders away, be it while others begin.
      if (isMissing(error) && tries < MOST_TRIES) continue;
      return privateLedger(`the folder ${folder} cannot be used (${reason(error)})`);
    }
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

/** Removes what is too old to be of use, and puts aside what an earlier run has left at this run's address. */
function sweep(root: string, current: string): void {
  for (const name of fs.readdirSync(root)) {
    const folder = path.join(root, name);
    try {
      sweepFolder(folder, folder === current);
    } catch (error) {
      // What others have left and cannot be taken away, be it for ever, says nothing of the own one.
      if (folder === current) throw error;
    }
  }
}

function sweepFolder(folder: string, isCurrent: boolean): void {
  const run = runIn(folder);
  const files = filesOf(folder);
  // Somebody may take an hour, or a week-end, to answer the prompt of a command: no process of it is there meanwhile.
  if (files.some(isOpen) || isCertainlyCommand(run)) return;
  const changes = [folder, ...files.map((file) => path.join(folder, file))].map(modifiedAt);
  const age = systemClock.now() - Math.max(...changes);
  const isOver = isEndedCommand(run) && files.every(isLeft);
  if (isOver || age > KEPT_MILLISECONDS) takeAway(folder, files);
  else if (isCurrent && age > SAME_RUN_MILLISECONDS) {
    // It may be this very command's, whose prompt has stood for long: then its processes must not conclude from what they do not find.
    if (isCommand(run)) fs.writeFileSync(path.join(folder, `aside${TORN}`), "", { mode: 0o600 });
    putAside(folder, files, asideOf(folder));
  }
}

const isLeft = (file: string) => file.endsWith(LEFT);

/** Nobody is in it any more, and not all have left it in order: those who did have nothing to tell. */
function isAbandoned(folder: string): boolean {
  const files = filesOf(folder);
  return !isCommand(runIn(folder)) && !files.some(isOpen) && !files.every(isLeft);
}

/** No two processes have the same. */
const asideOf = (folder: string) => `${folder}-${systemClock.now()}-${process.pid}`;

/** The run that a folder is named after. */
const runIn = (folder: string): string => path.basename(folder).slice(`${FORMAT}-`.length);

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * What tells runs apart that one user makes with resources of the same names: the folder they run in and the backend of their stacks. Two stacks
 * of one name in one folder and backend are one stack.
 */
function pulumiPlace(): readonly unknown[] {
  const { PULUMI_BACKEND_URL, PULUMI_HOME } = process.env;
  return [process.cwd(), PULUMI_BACKEND_URL || currentBackend(process.env), PULUMI_HOME];
}

class FolderLedger implements Ledger {
  readonly #root: string;
  readonly #folder: string;
  readonly #name = fileName();
  #ending: typeof ACCOUNT | typeof TORN = ACCOUNT;
  /** Undefined once it is left: the number may be another file's by then. */
  #file: number | undefined;
  readonly #place: string;
  /** How far the files of the others have been read. */
  readonly #read = new Map<string, number>();
  #unshared: string | undefined;
  /** The last line may have no end. */
  #isTorn = false;

  constructor(root: string, folder: string, place: string) {
    this.#root = root;
    this.#folder = folder;
    this.#place = place;
    openPrivate(folder);
    this.#file = fs.openSync(path.join(folder, this.#name + ACCOUNT), "ax", 0o600);
    try {
      this.#write(JSON.stringify({ place }));
    } catch (error) {
      fs.closeSync(this.#file);
      this.#tear();
      throw error;
    }
  }

  /** Lets the others see that something is missing: a name takes no place on a full disk. */
  #tear(): void {
    if (this.#ending === TORN) return;
    const file = path.join(this.#folder, this.#name);
    try {
      fs.renameSync(file + ACCOUNT, file + TORN);
      this.#ending = TORN;
    } catch {
      // Nothing can be told here: whoever finds the own file gone sees that.
    }
  }

  get self(): string {
    return this.#name;
  }

  isThere(other: string): boolean {
    return isOpen(other);
  }

  get unshared(): string | undefined {
    return this.#unshared;
  }

  append(fact: Fact): void {
    try {
      this.#write(lineOf(fact));
    } catch (error) {
      this.#unshared = `the folder ${this.#folder} cannot be written (${reason(error)})`;
      this.#tear();
    }
  }

  #write(line: string): void {
    if (this.#file === undefined) throw new Error("this process has left it");
    const text = `${this.#isTorn ? "\n" : ""}${line}\n`;
    this.#isTorn = true;
    // A full disk may take a part of it, and says nothing.
    if (fs.writeSync(this.#file, text) < Buffer.byteLength(text)) throw new Error("a part of a line was written");
    this.#isTorn = false;
  }

  /** Reads until nobody has told anything meanwhile: who was read first may have, before another told what follows from it. */
  readOthers(): readonly Fact[] | "unreadable" {
    const told: Told[] = [];
    let isWhole = false;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        const names = filesOf(this.#folder);
        if (!names.includes(this.#name + this.#ending)) return "unreadable";
        const others = names.filter((name) => !name.startsWith(this.#name));
        if (others.some((name) => name.endsWith(TORN))) return "unreadable";
        const before = told.length;
        for (const name of others) told.push(...this.#readNew(name));
        isWhole = true;
        if (told.length === before) break;
      } catch (error) {
        if (!isMissing(error)) return "unreadable";
      }
    }
    return isWhole ? inOrder(told) : "unreadable";
  }

  /** A line without its end is still being written. A process that leaves gives its file another name, be it while others read. */
  #readNew(name: string): readonly Told[] {
    const key = name.split(".", 1).join();
    const from = this.#read.get(key) ?? 0;
    const bytes = readFrom(path.join(this.#folder, name), from);
    const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
    this.#read.set(key, from + whole.length);
    return toldIn(whole.toString("utf8"));
  }

  readAbandoned(): readonly (readonly Fact[])[] {
    return this.#abandoned().map(({ facts }) => facts);
  }

  settle(closing: (facts: readonly Fact[]) => readonly Fact[]): void {
    for (const { file, facts } of this.#abandoned()) {
      // The last line may have no end.
      for (const fact of closing(facts)) appendTo(file, `\n${JSON.stringify(fact)}\n`);
    }
  }

  #abandoned(): readonly { readonly file: string; readonly facts: readonly Fact[] }[] {
    const place = JSON.stringify({ place: this.#place });
    return namesIn(this.#root)
      .map((name) => path.join(this.#root, name))
      .filter((folder) => folder !== this.#folder && isAbandoned(folder))
      .flatMap((folder) => filesOf(folder).map((name) => path.join(folder, name)))
      .map((file) => ({ file, text: textOf(file) }))
      .filter(({ text }) => text.startsWith(place))
      .map(({ file, text }) => ({ file, facts: abandonedFacts(text.slice(0, text.lastIndexOf("\n") + 1)) }));
  }

  close(keep: boolean): void {
    const descriptor = this.#file;
    if (descriptor === undefined) return;
    this.#file = undefined;
    try {
      fs.closeSync(descriptor);
      if (this.#ending === TORN) return;
      const file = path.join(this.#folder, this.#name);
      fs.renameSync(file + ACCOUNT, file + (keep ? KEPT : LEFT));
      if (isCommand(runIn(this.#folder))) return;
      // A process that is there goes on, one that has died has left its account to later runs.
      const files = filesOf(this.#folder);
      if (!files.every(isLeft)) return;
      takeAway(this.#folder, files);
      removeEmpty(this.#root);
    } catch {
      // Somebody has cleaned up before: nothing is left to do.
    }
  }
}
