/**
 * The vendor's API description without prose: which operations exist, and what their bodies and rows look like. Both halves of
 * the simulator read it here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A schema of the description; only the keywords that the simulator looks at are spelled out. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly "x-case-insensitive"?: boolean;
  readonly "x-no_filter"?: boolean;
  readonly "x-pstore-nullable"?: boolean;
  /** Of an enum: what its `_l10n` twin shows for each literal. */
  readonly "x-display_enum_text"?: Readonly<Record<string, string>>;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
};

export type OperationFacts = {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
};

export type Facts = {
  readonly info: { readonly version: string };
  readonly basePath: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationFacts>>>>;
  readonly definitions: Readonly<Record<string, Schema>>;
};

// The same step up from src and from dist; read, not imported, because spec/ lies outside of rootDir.
const factsFile = join(__dirname, "..", "..", "spec", "powerstore-4.1-import.facts.json");

/** Read once per process: it never changes. */
export const facts: Facts = JSON.parse(readFileSync(factsFile, "utf8"));

const definitionPrefix = "#/definitions/";

/** The name in `{"$ref": "#/definitions/<name>"}`. */
export function definitionName(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.startsWith(definitionPrefix) ? schema.$ref.slice(definitionPrefix.length) : undefined;
}

/** Follows a `$ref`; keywords beside the `$ref` win, as the description uses them (`x-no_filter`). */
export function resolveSchema(schema: Schema): Schema {
  const name = definitionName(schema);
  const target = name === undefined ? undefined : facts.definitions[name];
  return target === undefined ? schema : { ...resolveSchema(target), ...schema };
}

/** Where the API begins: `/api/rest`. */
export const basePath = facts.basePath;

/** All collections of the vendor's description. */
export const collections: readonly string[] = Object.entries(facts.paths).flatMap(([path, operations]) =>
  path.includes("{") || operations.get === undefined ? [] : [path.slice(1)],
);
