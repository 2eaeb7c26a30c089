/** Checks the bodies of requests against the vendor's definitions, which say nothing about unknown properties: refused. */
import { isIPv4, isIPv6 } from "node:net";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { facts, type Schema } from "../api/facts";
import { invalidBodyErr, invalidRequestErr, unsupportedMediaTypeErr } from "../api/requestErrors";
import { withoutInternals } from "./internals";
import { settleNulls } from "./nulls";
import type { Route } from "./routes";
import type { WireRequest } from "./wire";

export type Body = Readonly<Record<string, unknown>>;

const maxProblems = 10;

const ajv = createAjv();

function createAjv(): Ajv {
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
export function readBody(request: WireRequest, route: Route): Body {
  const text = request.body.toString("utf8");
  if (text.trim() === "") {
    if (route.isBodyRequired) throw invalidBodyErr(["[Path '/'] a body is required"]);
    return {};
  }
  // dell/gopowerstore 1.18 sends none with its JSON [C].
  const contentType = request.headers["content-type"] ?? "application/json";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw unsupportedMediaTypeErr(contentType);
  const sent = withoutInternals(route.operation, request.headers, parseJson(text));
  const body = settleNulls(route.method, facts.definitions[route.bodyDefinition ?? ""] ?? {}, sent);
  const validate = validatorOf(route);
  if (!validate(body)) throw invalidBodyErr((validate.errors ?? []).slice(0, maxProblems).map(describeProblem));
  return body as Body;
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
function validatorOf(route: Route): ValidateFunction {
  const reference = route.bodyDefinition === undefined ? "noBody" : `facts#/definitions/${route.bodyDefinition}`;
  const validate = ajv.getSchema(reference);
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
