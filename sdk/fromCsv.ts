import { readFileSync } from "node:fs";
import type Papa from "papaparse";
import type { WaveMember } from "./importWave";

type Cell = (text: string) => unknown;

const asText: Cell = (text) => text;

/** What a person writes in a spreadsheet, and what spreadsheets make of it. */
const asBoolean: Cell = (text) => {
  const lower = text.toLowerCase();
  if (["true", "yes", "1"].includes(lower)) return true;
  if (["false", "no", "0"].includes(lower)) return false;
  throw new Error(`"${text}" is neither true nor false`);
};

const asNumber: Cell = (text) => {
  if (!/^-?\d+$/.test(text)) throw new Error(`"${text}" is no whole number`);
  return Number(text);
};

const asList: Cell = (text) =>
  text
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** How the text of a cell becomes an input. What no cell can hold is not among them. */
const columns: Readonly<Record<string, Cell>> = {
  remoteSystemId: asText,
  sourceResourceId: asText,
  name: asText,
  description: asText,
  type: asText,
  hostIds: asList,
  hostGroupIds: asList,
  volumeGroupId: asText,
  protectionPolicyId: asText,
  globalStorageDiscoveryAddress: asText,
  automaticCutover: asBoolean,
  scheduledTimestamp: asText,
  paused: asBoolean,
  advanceTo: asText,
  waitFor: asText,
  forceCancel: asBoolean,
  hostsOnSource: asBoolean,
  adoptSessionId: asText,
  timeZone: asText,
  priority: asNumber,
};

const KEY = "key";

/**
 * The `sessions` of an ImportWave from a file of comma-separated values (RFC 4180; semicolons and tabs are found out). The first line names the columns: `key`, and
 * inputs by their names. An empty cell says nothing; lists are separated by `;` or `|` in their cell. Throws an Error that names file and line.
 * @param file path, from the folder that the program runs in
 */
export function fromCsv(file: string): Record<string, WaveMember> {
  // Most programs have no such file, and need not load what reads it.
  const { parse } = require("papaparse") as typeof Papa;
  const text = textOf(file);
  const { data, errors, meta } = parse<Record<string, string>>(text, { header: true, skipEmptyLines: "greedy" });
  const [first] = errors.filter(({ code }) => code !== "UndetectableDelimiter");
  if (first) throw new Error(`${file}, line ${lineOf(first.row ?? 0)}: ${first.message}`);
  refuseTwins(file, meta);
  requireColumns(file, meta.fields ?? []);
  // A map, for a key may be one that objects know something else by, such as __proto__.
  const sessions = new Map<string, WaveMember>();
  for (const [index, row] of data.entries()) {
    const where = `${file}, line ${lineOf(index)}`;
    const key = row[KEY]?.trim() ?? "";
    if (key === "") throw new Error(`${where}: has no ${KEY}`);
    if (sessions.has(key)) throw new Error(`${where}: ${KEY} "${key}" is there already`);
    sessions.set(key, memberOf(row, where));
  }
  return Object.fromEntries(sessions);
}

/** What a spreadsheet saves as plain CSV is in an encoding of its own, in which every letter beyond ASCII would be lost without a word. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file}: is not UTF-8: save it as CSV UTF-8, as spreadsheets call it`);
  }
}

/** Counted without lines that are empty, and as if no cell went over several. */
const lineOf = (index: number) => index + 2;

function requireColumns(file: string, fields: readonly string[]): void {
  const plain = (name: string) =>
    name
      .trim()
      .replace(/[\s_-]/g, "")
      .toLowerCase();
  for (const field of fields) {
    if (field.trim() === KEY || Object.hasOwn(columns, field.trim())) continue;
    const meant = [KEY, ...Object.keys(columns)].find((name) => plain(name) === plain(field));
    const known = `there is ${[KEY, ...Object.keys(columns)].join(", ")}`;
    throw new Error(`${file}: there is no column "${field}"; ${meant ? `did you mean ${meant}?` : known}`);
  }
  for (const name of [KEY, "sourceResourceId"]) {
    if (!fields.some((field) => field.trim() === name)) throw new Error(`${file}: the column ${name} is missing`);
  }
}

/** The last of them would count, and nobody knows whether it is the one that is meant. */
function refuseTwins(file: string, { fields = [], renamedHeaders }: Papa.ParseMeta): void {
  const known = new Map<string, string>();
  for (const field of fields) {
    // The parser gives a number to a name that it has seen.
    const name = renamedHeaders?.[field] ?? field;
    if (name.trim() === "") continue;
    const twin = known.get(name.trim());
    if (twin !== undefined)
      throw new Error(`${file}: the columns "${twin}" and "${name}" are the same: keep one of them`);
    known.set(name.trim(), name);
  }
}

function memberOf(row: Readonly<Record<string, string>>, where: string): WaveMember {
  const cells = Object.entries(row).flatMap(([field, text]) => {
    const column = field.trim();
    const value = text.trim();
    return column === KEY || value === "" ? [] : [[column, cellOf(column, value, where)] as const];
  });
  return Object.fromEntries(cells) as unknown as WaveMember;
}

function cellOf(column: string, text: string, where: string): unknown {
  try {
    return columns[column]?.(text);
  } catch (error) {
    throw new Error(`${where}: ${column}: ${(error as Error).message}`);
  }
}
