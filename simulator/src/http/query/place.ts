/**
 * Where in a row a query looks: at a property, or at one value inside of a property that holds an object or a list, as text:
 * `protection_data->>family_id`, `host_initiators->0->>port_type`. The vendor's guide is silent about it; dell/gopowerstore, dell/python-powerstore, openstack/cinder and canonical/lxd all
 * filter so [C], also by properties that are marked x-no_filter: that mark is about the property as a whole.
 */
import type { Row } from "../../api/contract";
import { resolveSchema, type Schema } from "../../api/facts";
import { invalidRequestErr } from "../../api/requestErrors";
import type { Property, PropertyTable, Step } from "./properties";

/** Undefined where the resource has none such. Throws an ApiError 400 for a way that leads nowhere inside of a property. */
export function findProperty(name: string, properties: PropertyTable): Property | undefined {
  return properties.get(name) ?? parsePath(name, properties);
}

/** What a row has there. */
export function valueIn(row: Row, { column, steps }: Property): unknown {
  return steps.length === 0 ? row[column] : textAt(row[column], steps);
}

function parsePath(text: string, properties: PropertyTable): Property | undefined {
  const [, column = "", between = "", last = ""] = /^(\w+)((?:->-?\w+)*)->>(-?\w+)$/.exec(text) ?? [];
  const property = properties.get(column);
  if (property === undefined) return undefined;
  const steps = [...between.split("->").slice(1), last].map(toStep);
  requireWay(text, property.schema, steps);
  return { ...property, name: text, kind: "string", steps, isCaseInsensitive: false, isFilterable: true, literals: [] };
}

function toStep(text: string): Step {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/** A name that no object of the vendor's has is a typo here as anywhere else; what has no definition may hold anything. */
function requireWay(text: string, column: Schema, steps: readonly Step[]): void {
  let schema: Schema | undefined = resolveSchema(column);
  for (const step of steps) {
    if (schema === undefined) return;
    const inner: Schema | undefined = typeof step === "number" ? schema.items : schema.properties?.[step];
    const isOpen = schema.type === "object" && schema.properties === undefined;
    if (inner === undefined && !isOpen) throw invalidRequestErr(`In ${text} there is nothing at ${step}.`);
    schema = inner && resolveSchema(inner);
  }
}

/** Undefined where the row has nothing there. */
function textAt(value: unknown, steps: readonly Step[]): string | undefined {
  let inner = value;
  for (const step of steps) inner = innerOf(inner, step);
  if (inner === undefined || inner === null) return undefined;
  return typeof inner === "string" ? inner : JSON.stringify(inner);
}

function innerOf(value: unknown, step: Step): unknown {
  if (typeof step === "number") return Array.isArray(value) ? value.at(step) : undefined;
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, step);
  return isObject ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
}
