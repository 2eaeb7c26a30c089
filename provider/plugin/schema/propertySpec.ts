import type { Shape } from "../../lifecycle/operation/fields";
import type { JsonSchema } from "../../surface/jsonSchema";
import { jsonSchemaOf } from "../../surface/jsonSchema";

export type PropertySpec = {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: PropertySpec;
  readonly additionalProperties?: PropertySpec;
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
};

export type ObjectSpec = {
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
};

/** The named types that properties refer to, by their tokens. */
export type Types = Record<string, object>;

const PREFIX = "powerstore-import:index:";

/**
 * The properties of a zod shape in the form of Pulumi's schema. Objects and choices that have a title become types of their own.
 * @param side `input`: what has a default may be left out. `output`: it is always there.
 */
export function objectSpec(shape: Shape, side: "input" | "output", types: Types): ObjectSpec {
  return objectOf(jsonSchemaOf(shape, side), side, types);
}

function objectOf(schema: JsonSchema, side: "input" | "output", types: Types): ObjectSpec {
  const entries = Object.entries(schema.properties ?? {});
  return {
    properties: Object.fromEntries(entries.map(([name, property]) => [name, propertyOf(property, side, types)])),
    required: [...(schema.required ?? [])],
  };
}

function propertyOf(schema: JsonSchema, side: "input" | "output", types: Types): PropertySpec {
  const description = schema.description === undefined ? {} : { description: schema.description };
  // Outputs are filled in by the provider: a default there would mean nothing. The engine takes plain values only; check fills in the others.
  const hasDefault = side === "input" && schema.default !== undefined && typeof schema.default !== "object";
  const fallback = hasDefault ? { default: schema.default } : {};
  return { ...typeOf(schema, side, types), ...description, ...fallback };
}

function typeOf(schema: JsonSchema, side: "input" | "output", types: Types): PropertySpec {
  const { title } = schema;
  // A choice without a name is one that a newer array may extend: text for the program.
  if (title === undefined || (side === "output" && schema.enum)) return plainType(schema, side, types);
  const token = PREFIX + title;
  const type = schema.enum ? enumType(schema.enum) : { type: "object", ...describedObject(schema, side, types) };
  // What programs give says more: its choices have names.
  if (side === "input" || types[token] === undefined) types[token] = type;
  return { $ref: `#/types/${token}` };
}

function describedObject(schema: JsonSchema, side: "input" | "output", types: Types) {
  return { ...(schema.description ? { description: schema.description } : {}), ...objectOf(schema, side, types) };
}

function enumType(values: readonly string[]): object {
  return { type: "string", enum: values.map((value) => ({ value, name: value.replaceAll("_", "") })) };
}

function plainType(schema: JsonSchema, side: "input" | "output", types: Types): PropertySpec {
  if (schema.type === "array" && schema.items) {
    const { description, ...items } = propertyOf(schema.items, side, types);
    return { type: "array", items };
  }
  const { additionalProperties } = schema;
  if (schema.type === "object" && typeof additionalProperties === "object") {
    const { description, ...values } = propertyOf(additionalProperties, side, types);
    return { type: "object", additionalProperties: values };
  }
  return schema.type === undefined ? { $ref: "pulumi.json#/Any" } : { type: schema.type };
}
