/** The releases of the array that the simulator knows, each as the vendor's description of 4.1 and what changed since. */
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

export const versions = ["4.1", "4.4"] as const;

export type Version = (typeof versions)[number];

/** `powerstore-4.1-to-4.4.facts.json`: names only, as `spec/README.md` explains. */
type Changes = {
  readonly to: string;
  readonly enumValuesAdded: Readonly<Record<string, readonly string[]>>;
  /** `type` is a type of JSON, the name of a definition, or one of these in brackets for a list. */
  readonly propertiesAdded: Readonly<Record<string, Readonly<Record<string, { readonly type: string }>>>>;
  readonly definitionsAdded: Readonly<
    Record<string, { readonly enum: readonly string[] } | Readonly<Record<string, string>>>
  >;
  readonly operationsAdded: readonly string[];
};

// The same step up from src and from dist; read, not imported, because spec/ lies outside of rootDir.
function readSpec(file: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "spec", file), "utf8"));
}

/** The facts of a release. */
export function readFacts(version: Version): Facts {
  const first = readSpec("powerstore-4.1-import.facts.json") as Facts;
  return version === "4.1" ? first : withChanges(first, readSpec("powerstore-4.1-to-4.4.facts.json") as Changes);
}

function withChanges(facts: Facts, changes: Changes): Facts {
  const added = Object.entries(changes.definitionsAdded).map(([name, what]) => [name, addedDefinition(what)]);
  const changed = Object.entries(facts.definitions).map(([name, schema]) => [
    name,
    changedDefinition(name, schema, changes),
  ]);
  const definitions: Record<string, Schema> = Object.fromEntries([...changed, ...added]);
  const paths: Record<string, Record<string, OperationFacts>> = Object.fromEntries(
    Object.entries(facts.paths).map(([path, operations]) => [path, { ...operations }]),
  );
  for (const operation of changes.operationsAdded) {
    const [method = "", path = ""] = operation.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: addedOperation(method, path, definitions) };
  }
  return { ...facts, info: { ...facts.info, version: changes.to }, paths, definitions };
}

function changedDefinition(name: string, schema: Schema, { enumValuesAdded, propertiesAdded }: Changes): Schema {
  const values = enumValuesAdded[name];
  const properties = propertiesAdded[name];
  if (values !== undefined) return { ...schema, ...enumOf([...(schema.enum ?? []), ...values], schema) };
  return properties === undefined
    ? schema
    : { ...schema, properties: { ...schema.properties, ...toProperties(properties) } };
}

function enumOf(values: readonly string[], former: Schema = {}): Schema {
  const texts = Object.fromEntries(values.map((value) => [value, value.replaceAll("_", " ")]));
  return { type: "string", enum: values, "x-display_enum_text": { ...texts, ...former["x-display_enum_text"] } };
}

function addedDefinition(what: Changes["definitionsAdded"][string]): Schema {
  if (Array.isArray(what.enum)) return enumOf(what.enum);
  const properties = Object.entries(what).map(([name, type]) => [name, { type: String(type) }] as const);
  return { type: "object", properties: toProperties(Object.fromEntries(properties)) };
}

function toProperties(types: Readonly<Record<string, { readonly type: string }>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(types).map(([name, { type }]) => [name, toSchema(name, type)]));
}

const jsonTypes: readonly string[] = ["string", "integer", "number", "boolean", "object"];

/** What is named after a time is an instant: the lists of names have no formats. */
function toSchema(name: string, type: string): Schema {
  const item = /^\[(.*)\]$/.exec(type)?.[1];
  if (item !== undefined) return { type: "array", items: toSchema(name, item) };
  if (!jsonTypes.includes(type)) return { $ref: `#/definitions/${type}` };
  return /(^|_)time(stamp)?$/.test(name) ? { type, format: "date-time" } : { type };
}

/** An operation by its name; its body is the definition that is named after it, if there is one. */
function addedOperation(method: string, path: string, definitions: Readonly<Record<string, Schema>>): OperationFacts {
  const [, collection = "", id, action] = path.split("/");
  if (method === "GET") {
    const schema = { $ref: `#/definitions/${collection}_instance` };
    return { responses: { 200: { schema: id === undefined ? { type: "array", items: schema } : schema } } };
  }
  const name = `${collection}_${action ?? "modify"}`;
  const body = { name: "body", in: "body", schema: { $ref: `#/definitions/${name}` } };
  return { ...(name in definitions ? { parameters: [body] } : {}), responses: { 204: {} } };
}
