/** Reads what a world is made from out of a file, YAML or JSON, and says on which line it does not fit. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { WorldOptions } from "../world";
import { seedSchema, sourcesSchema } from "./seedSchema";

/** Thrown for a file that cannot be a seed: `file:line: what is wrong`. */
export class SeedError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = "SeedError";
  }
}

export type Seed = Pick<WorldOptions, "start" | "cluster" | "sources" | "collections">;

const ajv = createAjv();
const isSeed = ajv.compile<Seed & { readonly format: 1 }>(seedSchema);
const isSources = ajv.compile<NonNullable<Seed["sources"]>>(sourcesSchema);

function createAjv(): Ajv {
  const instance = new Ajv({ strict: false, allErrors: true });
  addFormats.default(instance);
  instance.addFormat("ip-address", (text) => isIP(text) > 0 || /^[a-z0-9.-]+$/i.test(text));
  return instance;
}

/**
 * A file with a list in it holds nothing but sources. Throws a SeedError with the first line that does not fit, or the system's
 * error for a file that cannot be read.
 */
export function readSeed(file: string): Seed {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken !== undefined) throw new SeedError(file, lineAt(broken.pos[0]), broken.message);
  const value: unknown = document.toJS();
  if (Array.isArray(value) && isSources(value)) return { sources: value };
  if (!Array.isArray(value) && isSeed(value)) {
    const { format: _, ...seed } = value;
    return seed;
  }
  const errors = Array.isArray(value) ? isSources.errors : isSeed.errors;
  const [first] = [...(errors ?? [])]
    .filter(({ keyword }) => keyword !== "anyOf")
    .map((error) => ({ line: lineAt(offsetOf(document, error)), problem: describe(error) }))
    .sort((a, b) => a.line - b.line);
  throw new SeedError(file, first?.line ?? 1, first?.problem ?? "is no seed");
}

/** Where the value is that an error is about; of a key that is too many, where the key is. */
function offsetOf(document: Document, { instancePath, params }: ErrorObject): number {
  const path = instancePath.split("/").slice(1).map(fromPointer);
  if (typeof params.additionalProperty === "string") path.push(params.additionalProperty);
  while (path.length > 0) {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
    path.pop();
  }
  return 0;
}

/** A step of a JSON pointer; what looks like the number of an item is one. */
function fromPointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function describe({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = instancePath === "" ? "the file" : instancePath.slice(1);
  switch (keyword) {
    case "additionalProperties":
      return `${place} must not have ${params.additionalProperty}`;
    case "enum":
      return `${place} must be one of ${params.allowedValues.join(", ")}`;
    case "const":
      return `${place} must be ${params.allowedValue}`;
    default:
      return `${place} ${message}`;
  }
}
