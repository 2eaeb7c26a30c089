import type { JsonSchema } from "../../surface/jsonSchema";
import type { Attribute, AttributeType } from "../values/attributeType";
import { toSnakeCase } from "../values/names";

type Flags = Pick<Attribute, "required" | "optional" | "computed" | "sensitive" | "writeOnly">;

/** A property of the JSON schema that zod writes, as an attribute. */
export function attributeOf(property: string, schema: JsonSchema, flags: Flags): Attribute {
  const { description } = schema;
  return {
    name: toSnakeCase(property),
    property,
    type: typeOf(schema, flags),
    ...(description !== undefined && { description: withDefault(description, schema) }),
    ...flags,
  };
}

function withDefault(description: string, schema: JsonSchema): string {
  const values = schema.enum ? ` One of ${schema.enum.join(", ")}.` : "";
  const isPlain = schema.default !== undefined && typeof schema.default !== "object";
  return `${description}${values}${isPlain ? ` Default: ${JSON.stringify(schema.default)}.` : ""}`;
}

function typeOf(schema: JsonSchema, flags: Flags): AttributeType {
  const { additionalProperties } = schema;
  if (schema.type === "array")
    return { kind: "list", of: schema.items ? typeOf(schema.items, flags) : { kind: "json" } };
  if (schema.properties) return { kind: "object", attributes: nested(schema, flags) };
  if (schema.type === "object") {
    const isTyped = typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
    return isTyped ? { kind: "map", of: typeOf(additionalProperties, flags) } : { kind: "json" };
  }
  if (schema.type === "boolean") return { kind: "bool" };
  if (schema.type === "integer" || schema.type === "number") return { kind: "number" };
  return schema.type === "string" ? { kind: "string" } : { kind: "json" };
}

/** What a configuration gives inside of an attribute is its own; what the provider alone gives is computed all through. */
function nested({ properties = {}, required = [] }: JsonSchema, flags: Flags): Attribute[] {
  const isGiven = flags.required || flags.optional;
  return Object.entries(properties).map(([property, schema]) => {
    const given = required.includes(property) ? { required: true } : { optional: true };
    return attributeOf(property, schema, {
      ...(isGiven ? given : { computed: true }),
      ...(flags.writeOnly && { writeOnly: true, sensitive: true }),
    });
  });
}
