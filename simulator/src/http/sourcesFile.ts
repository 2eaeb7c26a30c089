/** The arrays to import from, as a user writes them into a file. */
import { readFileSync } from "node:fs";
import { SOURCE_TYPES, type WorldOptions } from "../world";
import {
  checkFields,
  type Expectations,
  isFields,
  isListOf,
  MisfitError,
  oneOf,
  optional,
  text,
  wholeFrom,
} from "./misfit";

const sourceKeys = {
  name: text,
  type: oneOf(...SOURCE_TYPES),
  volumes: wholeFrom(0),
  sizeBytes: optional(wholeFrom(1)),
  criteria: optional({ fits: isFields, expected: "an object with the criteria by the numbers of volumes" }),
  groups: optional({ fits: isListOf(wholeFrom(0)), expected: "a list of numbers of members" }),
} as const satisfies Expectations;

/** Reads and checks a file. Throws a MisfitError with the place that does not fit, or the system's or the parser's error. */
export function readSources(file: string): WorldOptions["sources"] {
  const sources: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(sources)) throw new MisfitError("sources", "must be a list of arrays");
  for (const [index, source] of sources.entries()) checkFields(`sources[${index}]`, source, sourceKeys);
  return sources;
}
