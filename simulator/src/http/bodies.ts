/** Checks the bodies of requests against the vendor's definitions, which say nothing about unknown properties: refused. */

import type { IncomingHttpHeaders } from "node:http";
import { isIPv4, isIPv6 } from "node:net";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { definitionName, factsOf, resolveSchema } from "../api/facts";
import type { Facts, Schema, Version } from "../api/releases";
import { invalidBodyErr, invalidRequestErr, unsupportedMediaTypeErr } from "../api/requestErrors";
import type { Route } from "./routes";
import type { WireRequest } from "./wire";

export type CheckedBody = Readonly<Record<string, unknown>>;

const MAX_PROBLEMS = 10;

const validators = new Map<Version, Ajv>();

function validatorsOf(version: Version): Ajv {
  const known = validators.get(version) ?? createAjv(factsOf(version));
  validators.set(version, known);
  return known;
}

function createAjv(facts: Facts): Ajv {
  // Not strict: the definitions carry the vendor's own x- keywords.
  const instance = new Ajv({ strict: false, allErrors: true });
  addFormats.default(instance);
  // The vendor's "ip-address" means IPv4, IPv6 or a host name; its prose says so per property.
  instance.addFormat("ip-address", (text) => isIPv4(text) || isIPv6(text) || isHostName(text));
  instance.addFormat("timestamp", /^\d{2}:\d{2}(:\d{2})?$/);
  instance.addSchema({ $id: "facts", definitions: closeObjects(withRowFormats(facts.definitions)) });
  instance.addSchema({ $id: "noBody", type: "object", additionalProperties: false });
  return instance;
}

function isHostName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
}

type Definitions = Readonly<Record<string, Schema>>;

/** What a row shows in a format was asked for in it: `agent_address` is an address in one definition and any text in the other. */
function withRowFormats(definitions: Definitions): Definitions {
  const complete = Object.entries(definitions).map(([name, schema]) => {
    const row = definitions[name.replace(/_create$/, "_instance")];
    if (!name.endsWith("_create") || schema.properties === undefined) return [name, schema] as const;
    const properties = Object.entries(schema.properties).map(([property, inner]) => {
      const format = inner.format ?? row?.properties?.[property]?.format;
      return [property, format === undefined ? inner : { ...inner, format }] as const;
    });
    return [name, { ...schema, properties: Object.fromEntries(properties) }] as const;
  });
  return Object.fromEntries(complete);
}

/**
 * Adds `additionalProperties: false` to each object schema, `type` where the vendor leaves that out, and `null` where a
 * property is marked nullable.
 */
function closeObjects(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeObjects);
  if (schema === null || typeof schema !== "object") return schema;
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) closed[key] = closeObjects(value);
  // One enum has an empty list of properties beside its literals.
  const isObject = closed.properties !== undefined && closed.enum === undefined;
  if (isObject) Object.assign(closed, { type: "object", additionalProperties: false });
  if (closed["x-pstore-nullable"] === true) closed.nullable = true;
  return closed;
}

/** The body of a request as its operation takes it, `{}` where none was sent. Throws an ApiError 400 or 415. */
export function readBody(request: WireRequest, route: Route, version: Version): CheckedBody {
  const text = request.body.toString("utf8");
  if (text.trim() === "") {
    if (route.isBodyRequired) throw invalidBodyErr(["[Path '/'] a body is required"]);
    return {};
  }
  // dell/gopowerstore 1.18 sends none with its JSON [C].
  const contentType = request.headers["content-type"] ?? "application/json";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw unsupportedMediaTypeErr(contentType);
  const sent = withoutInternals(route.operation, request.headers, parseJson(text));
  const body = settleNulls(route.method, factsOf(version).definitions[route.bodyDefinition ?? ""] ?? {}, sent);
  const validate = validatorOf(route, version);
  if (!validate(body)) throw invalidBodyErr((validate.errors ?? []).slice(0, MAX_PROBLEMS).map(describeProblem));
  return body as CheckedBody;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body, and a body may hold a password.
    throw invalidRequestErr("The body is not JSON.");
  }
}

/** Compiled on first use; Ajv keeps it. */
function validatorOf(route: Route, version: Version): ValidateFunction {
  const reference = route.bodyDefinition === undefined ? "noBody" : `facts#/definitions/${route.bodyDefinition}`;
  const validate = validatorsOf(version).getSchema(reference);
  if (validate === undefined) throw new TypeError(`no definition ${reference} in the vendor's description`);
  return validate;
}

function describeProblem(error: ErrorObject): string {
  const { instancePath, keyword, params } = error;
  switch (keyword) {
    case "additionalProperties":
      return `[Path '${instancePath}/${params.additionalProperty}'] the schema does not allow this property`;
    case "required":
      return `[Path '${instancePath}/${params.missingProperty}'] is required`;
    case "enum":
      return `[Path '${instancePath}'] must be one of ${params.allowedValues.join(", ")}`;
    default:
      return `[Path '${instancePath || "/"}'] ${error.message}`;
  }
}

/**
 * What null and an empty text mean in the body of a request, in this one place for all operations: to create something with null
 * for an optional property is to create it without; to change a property that is marked nullable to null or to "" takes its value
 * off ([API] says both of most of them), and null for a list is an empty one. Anywhere else null is a value that does not fit. Of a
 * body that does not fit the definition, as much as fits.
 */
function settleNulls(method: string, definition: Schema, body: unknown): unknown {
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

/** dell/python-powerstore 3.5.1 sends it with whatever it does to volume groups. */
const everywhere = ["force_internal"];

/** dell/gopowerstore: what a cluster of containers calls the object. */
const byOperation: Readonly<Record<string, readonly string[]>> = {
  "POST /volume": ["metadata"],
  "POST /host": ["metadata"],
};

/**
 * Without properties that the array takes with the header `DELL-VISIBILITY: internal`, and that its public description does not have
 * [C]. They have no effect here.
 */
function withoutInternals(operation: string, headers: IncomingHttpHeaders, body: unknown): unknown {
  if (!isInternal(headers) || typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const internal = [...everywhere, ...(byOperation[operation] ?? [])];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !internal.includes(name)));
}

/** Clients write it in both cases of letters. */
function isInternal({ "dell-visibility": visibility }: IncomingHttpHeaders): boolean {
  return String(visibility ?? "").toLowerCase() === "internal";
}
