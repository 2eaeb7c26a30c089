/** What the query language needs to know about the properties of a row. */
import { facts, resolveSchema, type Schema } from "../../facts";

/** `embedded` objects and `array`s can be selected, but neither compared nor ordered by. */
export type PropertyKind = "string" | "number" | "boolean" | "instant" | "enum" | "embedded" | "array";

export type Property = {
  readonly name: string;
  readonly kind: PropertyKind;
  /** Text that compares without regard to case (`x-case-insensitive`). */
  readonly isCaseInsensitive: boolean;
  readonly isFilterable: boolean;
  /** The literals of an enum. */
  readonly literals: readonly string[];
};

export type PropertyTable = ReadonlyMap<string, Property>;

const tables = new Map<string, PropertyTable>();

/** The properties of a definition such as `import_session_instance`. */
export function propertiesOf(definition: string): PropertyTable {
  const known = tables.get(definition);
  if (known !== undefined) return known;
  const properties = Object.entries(facts.definitions[definition]?.properties ?? {});
  const table = new Map(properties.map(([name, schema]) => [name, toProperty(name, resolveSchema(schema))]));
  tables.set(definition, table);
  return table;
}

function toProperty(name: string, schema: Schema): Property {
  const kind = kindOf(schema);
  return {
    name,
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
