/**
 * What null and an empty text mean in the body of a request, in this one place for all operations: to create something with null
 * for an optional property is to create it without; to change a property that is marked nullable to null or to "" takes its value
 * off (S says both of most of them), and null for a list is an empty one. Anywhere else null is a value that does not fit.
 */
import { definitionName, resolveSchema, type Schema } from "../api/facts";

/** The body as the operation means it; of a body that does not fit the definition, as much as fits. */
export function settleNulls(method: string, definition: Schema, body: unknown): unknown {
  return method === "POST" ? withoutNulls(definition, body) : withNulls(definition, body);
}

/** openstack/cinder and dell/python-powerstore send null for whatever their callers leave out [C], also inside of lists. */
function withoutNulls(given: Schema, value: unknown): unknown {
  const schema = resolveSchema(given);
  const { properties, items } = schema;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => withoutNulls(items, item));
  if (!isObject(value) || properties === undefined) return value;
  const isAbsent = (name: string, inner: unknown) =>
    inner === null && Object.hasOwn(properties, name) && !schema.required?.includes(name);
  const kept = Object.entries(value).filter(([name, inner]) => !isAbsent(name, inner));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(properties[name] ?? {}, inner)]));
}

function withNulls(given: Schema, value: unknown): unknown {
  const { properties = {} } = resolveSchema(given);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, settled(resolveSchema(properties[name] ?? {}), inner)]),
  );
}

function settled(schema: Schema, value: unknown): unknown {
  // A change may list what is to be made: the initiators that a host gets.
  if (/_create(_|$)/.test(definitionName(schema.items) ?? "")) return withoutNulls(schema, value ?? []);
  // That is how Go writes a list without items: dell/gopowerstore, for the rules of a policy [C].
  if (value === null && schema.type === "array") return [];
  return value === "" && schema["x-pstore-nullable"] === true ? null : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
