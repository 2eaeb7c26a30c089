/** Checks every answer of a simulator against the vendor's description, and counts what was seen. */
import assert from "node:assert/strict";
import { isIPv4, isIPv6 } from "node:net";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { InjectedAnswer, Simulator } from "../../../simulator/src";
import { definitions, operations, type Schema } from "./description";

/** Refusals that any operation may give; the description declares them nowhere [ARRAY statuses]. */
const everywhere = [400, 401, 403, 404, 405, 413, 415, 416, 422, 503];

const ajv = createAjv();

function createAjv(): Ajv {
  const instance = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  addFormats.default(instance);
  instance.addFormat("ip-address", (text) => isIPv4(text) || isIPv6(text) || /^[a-z0-9.-]+$/i.test(text));
  instance.addFormat("timestamp", /^\d{2}:\d{2}(:\d{2})?$/);
  instance.addSchema({ $id: "vendor", definitions: Object.fromEntries(Object.entries(definitions).map(toStrict)) });
  return instance;
}

/**
 * Nothing beyond the definition. The rows of the array show null where they have no value [DEV], and the id is never that;
 * job_instance's response_body is told apart by `response_type`, so its other properties are open.
 */
function toStrict([name, schema]: [string, Schema]): [string, unknown] {
  if (name === "base_response" || schema.properties === undefined) return [name, fixArrays(schema)];
  const isRow = name.endsWith("_instance");
  const properties = Object.entries(schema.properties).map(([property, inner]) => {
    const fixed = fixArrays(inner);
    return [property, isRow && property !== "id" ? { anyOf: [fixed, { type: "null" }] } : fixed];
  });
  return [name, { ...schema, properties: Object.fromEntries(properties), additionalProperties: false }];
}

/** Two definitions write the reference to their items beside the items: `{type: array, items: {type: object}, $ref}`. */
function fixArrays(schema: Schema): unknown {
  if (schema.type === "array" && schema.$ref !== undefined) return { type: "array", items: { $ref: schema.$ref } };
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  return schema.items === undefined ? schema : { ...schema, items: fixArrays(schema.items) };
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const text = JSON.stringify(fixArrays(schema)).replaceAll("#/definitions/", "vendor#/definitions/");
  const known = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, known);
  return known;
}

/** Statuses seen, by operation. */
export type Seen = Map<string, Set<number>>;

export type Ask = (
  operation: string,
  path: string,
  body?: unknown,
) => Promise<Extract<InjectedAnswer, { body: unknown }>>;

/** Requests whose answers are checked and counted in `seen`; paths below `/api/rest`. */
export function checkedRequests(simulator: Simulator, seen: Seen): Ask {
  const headers = basicOf(simulator);
  return async (name, path, body) => {
    const operation = operations.find((each) => each.name === name);
    assert.ok(operation, `${name} is an operation of the vendor's`);
    const request = { method: operation.method, path: `/api/rest${path}`, headers, body };
    const answer = await simulator.inject(request);
    assert.ok(answer.kind === "answered");
    const { status } = answer;
    const place = `${name} at ${path}: ${status} ${answer.text.slice(0, 300)}`;
    seen.set(name, (seen.get(name) ?? new Set()).add(status));
    if (path.includes("is_async=true") && status === 202) {
      requireFit({ $ref: "#/definitions/create_response" }, answer.body, place);
      return answer;
    }
    assert.ok(operation.answers.has(status) || everywhere.includes(status), `${place}: the status is not declared`);
    requireHeaders(answer, place);
    const declared = status >= 400 ? { $ref: "#/definitions/error_response" } : operation.answers.get(status);
    if (path.includes("select=")) requireSelected(declared, answer.body, place);
    else if (declared === undefined) assert.equal(answer.body, undefined, place);
    else requireFit(declared, answer.body, place);
    return answer;
  };
}

export function basicOf({ username, password }: Simulator): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

export function requireFit(schema: Schema, body: unknown, place: string): void {
  const validate = validatorOf(schema);
  assert.ok(validate(body), `${place}: ${ajv.errorsText(validate.errors)}`);
}

/** A row with a selection is one as declared, or several: every property that it has fits. */
function requireSelected(declared: Schema | undefined, body: unknown, place: string): void {
  assert.ok(declared, place);
  requireFit(declared, body, place);
}

function requireHeaders({ status, headers, body }: Extract<InjectedAnswer, { body: unknown }>, place: string): void {
  const range = /^(\d+)-(\d+)\/(\d+)$/.exec(headers["content-range"] ?? "");
  if (status === 206 && headers["content-range"]?.startsWith("*/") !== true) {
    assert.ok(range, place);
    const [, first, last, total] = range.map(Number);
    assert.equal((body as unknown[]).length, Number(last) - Number(first) + 1, place);
    assert.ok(Number(last) < Number(total), place);
  }
  if (status === 200) assert.equal(headers["content-range"], undefined, place);
}
