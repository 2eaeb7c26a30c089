/** What the query language needs to know about the properties of a row. */
import { facts, resolveSchema, type Schema } from "../../api/facts";

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

const tables = new Map<string, PropertyTable>();

/** The properties of a definition such as `import_session_instance`. */
export function propertiesOf(definition: string): PropertyTable {
  const known = tables.get(definition);
  if (known !== undefined) return known;
  const table = propertyTable(facts.definitions[definition]?.properties ?? {});
  tables.set(definition, table);
  return table;
}

export function propertyTable(properties: Readonly<Record<string, Schema>>): PropertyTable {
  return new Map(Object.entries(properties).map(([name, schema]) => [name, toProperty(name, resolveSchema(schema))]));
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
