/** Bodies made from definitions: one that fits, and all that differ from it in one thing that does not. */
import { resolve, type Schema } from "./description";

const textsByFormat: Readonly<Record<string, string>> = {
  "ip-address": "10.1.2.3",
  "date-time": "2026-06-01T00:00:00Z",
  password: "secret",
};

/** The smallest value that fits: required properties only. */
export function sampleOf(given: Schema): unknown {
  const schema = resolve(given);
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case "array":
      return schema.items === undefined ? [] : [sampleOf(schema.items)];
    case "boolean":
      return true;
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "string":
      return (textsByFormat[schema.format ?? ""] ?? "sample").padEnd(schema.minLength ?? 0, "x");
    default: {
      const required = schema.required ?? [];
      const properties = Object.entries(schema.properties ?? {}).filter(([name]) => required.includes(name));
      return Object.fromEntries(properties.map(([name, inner]) => [name, sampleOf(inner)]));
    }
  }
}

/**
 * Bodies that break one rule of the definition each, nested ones included. Null of an optional property breaks none in a POST, nor in what a PATCH
 * lists to be made, and null for a list breaks none in a PATCH.
 */
export function violationsOf(given: Schema, method: string): readonly unknown[] {
  const schema = resolve(given);
  const sample = sampleOf(schema) as Record<string, unknown>;
  const missing = (schema.required ?? []).map((name) => {
    const { [name]: _, ...rest } = sample;
    return rest;
  });
  const isNullable = (name: string, inner: Schema) =>
    method === "POST"
      ? !schema.required?.includes(name)
      : inner["x-pstore-nullable"] === true || resolve(inner).type === "array";
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    wrongValuesOf(inner, method)
      .filter((wrong) => wrong !== null || !isNullable(name, inner))
      .map((wrong) => ({ ...sample, [name]: wrong })),
  );
  return [{ ...sample, colour: "red" }, ...missing, ...properties];
}

function wrongValuesOf(given: Schema, method: string): readonly unknown[] {
  const schema = resolve(given);
  if (schema.enum !== undefined) return ["No_Such_Literal", 1, null];
  switch (schema.type) {
    case "array":
      return ["text", null, ...wrongListsOf(schema, method)];
    case "boolean":
      return ["true", 1, null];
    case "integer":
    case "number":
      return ["1", 1.5, null, (schema.minimum ?? 0) - 1, ...(isExact(schema.maximum) ? [schema.maximum + 1] : [])];
    case "string":
      return [1, null, {}, ...wrongTextsOf(schema)];
    default:
      return schema.properties === undefined ? ["text"] : ["text", ...violationsOf(schema, method)];
  }
}

/** Beyond this, one more is the same number. */
function isExact(maximum: number | undefined): maximum is number {
  return maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
}

function wrongTextsOf({ minLength = 0, maxLength, format }: Schema): readonly string[] {
  return [
    ...(minLength > 0 ? [""] : []),
    ...(maxLength === undefined ? [] : ["x".repeat(maxLength + 1)]),
    ...(format === "ip-address" ? ["not an address"] : []),
    ...(format === "date-time" ? ["tomorrow"] : []),
  ];
}

function wrongListsOf({ items, minItems = 0, maxItems, uniqueItems }: Schema, method: string): readonly unknown[] {
  const item = items === undefined ? "sample" : sampleOf(items);
  return [
    ...(minItems > 0 ? [[]] : []),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, (_, index) => `sample-${index}`)]),
    ...(uniqueItems === true ? [[item, item]] : []),
    ...(items === undefined ? [] : wrongValuesOf(items, isToBeMade(items) ? "POST" : method).map((wrong) => [wrong])),
  ];
}

/** What a change lists to be made, such as the initiators that a host gets. */
const isToBeMade = ({ $ref = "" }: Schema) => /_create(_|$)/.test($ref);
