/**
 * What null and an empty text mean in the body of a request, in this one place for all operations: to create something with null
 * for an optional property is to create it without; to change a property that is marked nullable to null or to "" takes its value
 * off (S says both of most of them). Anywhere else null is a value that does not fit.
 */
import { resolveSchema, type Schema } from "../facts";

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
  const isOff = (name: string, inner: unknown) => inner === "" && properties[name]?.["x-pstore-nullable"] === true;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, isOff(name, inner) ? null : inner]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
