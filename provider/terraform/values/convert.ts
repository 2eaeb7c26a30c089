/** Values of attributes: from Terraform to the lifecycle, and back. Null and absent are the same; names change their case, keys of maps do not. */

import { UNKNOWN } from "../../lifecycle/operation/unknown";
import type { Attribute, AttributeType } from "./attributeType";

type Properties = Readonly<Record<string, unknown>>;

/** Properties as the lifecycle takes them; what is null is left out. */
export function toProperties(attributes: readonly Attribute[], value: unknown): Properties {
  const given = (value ?? {}) as Properties;
  return Object.fromEntries(
    attributes
      .map(({ name, property, type }) => [property, toLifecycle(type, given[name])] as const)
      .filter(([, own]) => own !== undefined),
  );
}

function toLifecycle(type: AttributeType, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (value === UNKNOWN) return UNKNOWN;
  switch (type.kind) {
    case "json":
      return parsed(value as string);
    case "list":
      return (value as readonly unknown[]).map((item) => toLifecycle(type.of, item));
    case "map":
      return mapped(value as Properties, (item) => toLifecycle(type.of, item));
    case "object":
      return toProperties(type.attributes, value);
    default:
      return value;
  }
}

/** What a state file says there is JSON that an earlier run has written, unless somebody has edited it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mapped(values: Properties, change: (value: unknown) => unknown): Properties {
  const entries = Object.entries(values).map(([key, value]) => [key, change(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The value of an object with all its attributes, as the protocol wants it: null where there is nothing. */
export function toAttributes(attributes: readonly Attribute[], properties: Properties): Properties {
  return Object.fromEntries(
    attributes.map(({ name, property, type, writeOnly }) => [
      name,
      writeOnly ? null : toTerraform(type, properties[property]),
    ]),
  );
}

function toTerraform(type: AttributeType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value === UNKNOWN) return UNKNOWN;
  switch (type.kind) {
    case "json":
      return JSON.stringify(value);
    case "list":
      return (value as readonly unknown[]).map((item) => toTerraform(type.of, item));
    case "map":
      return mapped(value as Properties, (item) => toTerraform(type.of, item));
    case "object":
      return toAttributes(type.attributes, value as Properties);
    default:
      return value;
  }
}

/**
 * A result in which everything has the value that was planned, where one was planned: Terraform refuses another one, as a fault of the provider, and would
 * taint what was made.
 */
export function asPlanned(planned: unknown, result: unknown): unknown {
  if (planned === UNKNOWN) return result ?? null;
  if (isObject(planned) && isObject(result)) {
    return Object.fromEntries(Object.entries(planned).map(([name, value]) => [name, asPlanned(value, result[name])]));
  }
  if (Array.isArray(planned) && Array.isArray(result) && planned.length === result.length) {
    return planned.map((value, index) => asPlanned(value, result[index]));
  }
  return withoutUnknowns(planned);
}

/** Nothing is unknown after an apply. */
export function withoutUnknowns(value: unknown): unknown {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, withoutUnknowns(own)]));
  return value;
}

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
