/** What a query can speak of in one collection: its properties, places inside of them, and relations. */

import type { Row } from "../../api/contract";
import { factsOf, resolveSchema } from "../../api/facts";
import { type RelationTable, relationsOf } from "../../api/relations";
import type { Schema, Version } from "../../api/releases";
import { invalidRequestErr } from "../../api/requestErrors";

/** `embedded` objects and `array`s can be selected, but neither compared nor ordered by. */
export type PropertyKind = "string" | "number" | "boolean" | "instant" | "enum" | "embedded" | "array";

/** Into an object by a name, into a list by a number. */
export type Step = string | number;

export type Property = {
  /** As a query names it: `size`, `protection_data->>family_id`. */
  readonly name: string;
  /** The property of the row that it is, or is inside of. */
  readonly column: string;
  /** The way into the column; none for the property itself. */
  readonly steps: readonly Step[];
  readonly schema: Schema;
  readonly kind: PropertyKind;
  /** Text that compares without regard to case (`x-case-insensitive`). */
  readonly isCaseInsensitive: boolean;
  readonly isFilterable: boolean;
  /** The literals of an enum. */
  readonly literals: readonly string[];
};

export type PropertyTable = ReadonlyMap<string, Property>;

export function propertyTable(properties: Readonly<Record<string, Schema>>, facts = factsOf("4.1")): PropertyTable {
  return new Map(
    Object.entries(properties).map(([name, schema]) => [name, toProperty(name, resolveSchema(schema, facts))]),
  );
}

function toProperty(name: string, schema: Schema): Property {
  const kind = kindOf(schema);
  return {
    name,
    column: name,
    steps: [],
    schema,
    kind,
    isCaseInsensitive: schema["x-case-insensitive"] ?? false,
    isFilterable: !schema["x-no_filter"] && kind !== "embedded",
    literals: schema.enum ?? [],
  };
}

function kindOf(schema: Schema): PropertyKind {
  if (schema.enum !== undefined) return "enum";
  if (schema.type === "array") return "array";
  if (schema.type === "boolean") return "boolean";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "string") return schema.format === "date-time" ? "instant" : "string";
  return "embedded";
}

/** Undefined where the resource has none such. Throws an ApiError 400 for a way that leads nowhere inside of a property. */
export function findProperty(name: string, properties: PropertyTable): Property | undefined {
  return properties.get(name) ?? parsePath(name, properties);
}

/** What a row has there. */
export function valueIn(row: Row, { column, steps }: Property): unknown {
  return steps.length === 0 ? row[column] : textAt(row[column], steps);
}

function parsePath(text: string, properties: PropertyTable): Property | undefined {
  const [, column = "", between = "", last = ""] = /^(\w+)((?:->-?\w+)*)->>(-?\w+)$/.exec(text) ?? [];
  const property = properties.get(column);
  if (property === undefined) return undefined;
  const steps = [...between.split("->").slice(1), last].map(toStep);
  requireWay(text, property.schema, steps);
  return { ...property, name: text, kind: "string", steps, isCaseInsensitive: false, isFilterable: true, literals: [] };
}

function toStep(text: string): Step {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/** The newest release knows all objects of the others. */
const newest = factsOf("4.4");

/** A name that no object of the vendor's has is a typo here as anywhere else; what has no definition may hold anything. */
function requireWay(text: string, column: Schema, steps: readonly Step[]): void {
  let schema: Schema | undefined = resolveSchema(column, newest);
  for (const step of steps) {
    if (schema === undefined) return;
    const inner: Schema | undefined = typeof step === "number" ? schema.items : schema.properties?.[step];
    const isOpen = schema.type === "object" && schema.properties === undefined;
    if (inner === undefined && !isOpen) throw invalidRequestErr(`In ${text} there is nothing at ${step}.`);
    schema = inner && resolveSchema(inner, newest);
  }
}

/** Undefined where the row has nothing there. */
function textAt(value: unknown, steps: readonly Step[]): string | undefined {
  let inner = value;
  for (const step of steps) inner = innerOf(inner, step);
  if (inner === undefined || inner === null) return undefined;
  return typeof inner === "string" ? inner : JSON.stringify(inner);
}

function innerOf(value: unknown, step: Step): unknown {
  if (typeof step === "number") return Array.isArray(value) ? value.at(step) : undefined;
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, step);
  return isObject ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
}

export type Resource = {
  readonly version: Version;
  readonly properties: PropertyTable;
  readonly relations: RelationTable;
};

const resources = new Map<string, Resource>();

/** `collection` is a name of the vendor's: `import_session`. */
export function resourceOf(collection: string, version: Version = "4.1"): Resource {
  const key = `${version} ${collection}`;
  const known = resources.get(key);
  if (known !== undefined) return known;
  const facts = factsOf(version);
  const properties = propertyTable(facts.definitions[`${collection}_instance`]?.properties ?? {}, facts);
  const resource = { version, properties, relations: relationsOf(collection) };
  resources.set(key, resource);
  return resource;
}
