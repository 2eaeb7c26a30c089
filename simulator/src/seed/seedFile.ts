import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Document, Node } from "yaml";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Place, SourceArray, SourceType, WorldOptions } from "../world";
import { checkWorld, PlacedRangeError, sourceTypes } from "../world";
import { seedSchema, sourcesSchema } from "./seedSchema";

/** Thrown for a file that cannot be a seed: `file:line: what is wrong`. */
export class SeedError extends Error {
  readonly line: number;

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.line = line;
    this.name = "SeedError";
  }
}

export type Seed = Pick<WorldOptions, "start" | "cluster" | "sources" | "collections" | "partial">;

type Checks = {
  readonly isSeed: ValidateFunction<Seed & { readonly format: 1 }>;
  readonly isSources: ValidateFunction<NonNullable<Seed["sources"]>>;
};

let checks: Checks | undefined;

/** Compiled for the first file: it takes a good part of a start, and most starts have none. */
function checksOfFiles(): Checks {
  if (checks === undefined) {
    const ajv = createAjv();
    checks = { isSeed: ajv.compile(seedSchema), isSources: ajv.compile(sourcesSchema) };
  }
  return checks;
}

function createAjv(): Ajv {
  const instance = new Ajv({ strict: false, allErrors: true });
  addFormats.default(instance);
  instance.addFormat("ip-address", (text) => isIP(text) > 0 || /^[a-z0-9.-]+$/i.test(text));
  return instance;
}

/**
 * A file with a list in it holds nothing but sources; `sources` take the place of the file's. Throws a SeedError with the first
 * line that does not fit, or that does not agree with the others, and the system's error for a file that cannot be read.
 */
export function readSeed(file: string, sources?: Seed["sources"]): Seed {
  const text = new SeedText(file);
  const value = text.toValue();
  const { isSeed, isSources } = checksOfFiles();
  const read = Array.isArray(value) ? { sources: text.require(value, isSources) } : text.require(value, isSeed);
  const seed: Seed & { readonly format?: 1 } = sources === undefined ? read : { ...read, sources };
  try {
    checkWorld(seed);
  } catch (error) {
    if (!(error instanceof PlacedRangeError)) throw error;
    const place = Array.isArray(value) ? error.place.slice(1) : error.place;
    throw text.errorAt(place, `${place.join("/")} ${error.problem}`);
  }
  const { format: _, ...rest } = seed;
  return rest;
}

/** A file whose places have lines. */
class SeedText {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(file: string) {
    this.#file = file;
    this.#document = parseDocument(readFileSync(file, "utf8"), { lineCounter: this.#lines, prettyErrors: false });
  }

  toValue(): unknown {
    const [broken] = this.#document.errors;
    if (broken !== undefined) throw new SeedError(this.#file, this.#lineAt(broken.pos[0]), broken.message);
    this.#requireAnchors();
    try {
      return this.#document.toJS();
    } catch (error) {
      // Aliases of aliases, more than any file needs.
      throw new SeedError(this.#file, 1, error instanceof Error ? error.message : String(error));
    }
  }

  #requireAnchors(): void {
    const document = this.#document;
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) !== undefined) return;
        throw new SeedError(
          this.#file,
          this.#lineAt(alias.range?.[0] ?? 0),
          `there is no anchor ${alias.source} before`,
        );
      },
    });
  }

  require<T>(value: unknown, fits: ValidateFunction<T>): T {
    if (fits(value)) return value;
    const [first] = [...(fits.errors ?? [])]
      .filter(({ keyword }) => keyword !== "anyOf")
      .map((error) => this.errorAt(placeOf(error), describe(error)))
      .sort((a, b) => a.line - b.line);
    throw first ?? this.errorAt([], "the file is no seed");
  }

  /** Where the value is; of one that is not there, where it would be. */
  errorAt(place: Place, problem: string): SeedError {
    for (let length = place.length; length > 0; length -= 1) {
      const node = this.#keyAt(place.slice(0, length));
      if (node?.range) return new SeedError(this.#file, this.#lineAt(node.range[0]), problem);
    }
    return new SeedError(this.#file, 1, problem);
  }

  /** The key of a property rather than its value, which may begin on a line further down; the item of a list. */
  #keyAt(place: Place): Node | undefined {
    const parent = place.length === 1 ? this.#document.contents : this.#document.getIn(place.slice(0, -1), true);
    const step = String(place.at(-1));
    if (isMap(parent)) {
      const key = parent.items.map((pair) => pair.key).find((each) => isScalar(each) && String(each.value) === step);
      return isNode(key) ? key : undefined;
    }
    const item = isSeq(parent) ? parent.items[Number(step)] : undefined;
    return isNode(item) ? item : undefined;
  }

  #lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }
}

/** Of a key that is too many, the key. */
function placeOf({ instancePath, params }: ErrorObject): Place {
  const place = instancePath.split("/").slice(1).map(fromPointer);
  return typeof params.additionalProperty === "string" ? [...place, params.additionalProperty] : place;
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

const assignments = /^[a-z_-]+=[^,]*(,[a-z_-]+=[^,]*)*$/i;

/** Whether a text means to be the short form, and not the name of a file. */
export function isCounts(text: string): boolean {
  return assignments.test(text);
}

/**
 * One array per entry, without groups: `unity=40` is `Unity-01` with the volumes `unity-01-vol-01` to `unity-01-vol-40`, all
 * ready, and a second `unity=...` is `Unity-02`. Throws a RangeError that names the entry which makes no sense.
 */
export function parseCounts(text: string): readonly SourceArray[] {
  const numbers = new Map<SourceType, number>();
  return text.split(",").map((entry) => {
    const [word = "", count = ""] = entry.split("=");
    const type = typeOf(word);
    if (!/^\d{1,7}$/.test(count)) throw new RangeError(`${entry}: the number of volumes must be a whole number`);
    const number = (numbers.get(type) ?? 0) + 1;
    numbers.set(type, number);
    return { name: `${type}-${String(number).padStart(2, "0")}`, type, volumes: Number(count) };
  });
}

/** Types are written as the array writes them, in any case, with `-` for `_` if one likes. */
function typeOf(word: string): SourceType {
  const folded = word.toLowerCase().replaceAll("-", "_");
  const type = sourceTypes.find((each) => each.toLowerCase() === folded);
  if (type !== undefined) return type;
  throw new RangeError(`${word} is no type of source array, expected ${sourceTypes.join(", ").toLowerCase()}`);
}
