/** `prop=op.value`: which rows a query keeps. */
import type { Row } from "../../contract";
import { invalidRequestErr, notBuiltErr } from "../errors";
import { type Comparable, comparableValue, parseComparable } from "./comparable";
import type { Property } from "./properties";

export type Filter = {
  readonly property: Property;
  /** The row's value must be one of these. */
  readonly values: readonly Comparable[];
};

/** Operators of the vendor's table (powerstore.md 4) that are still to come; refused, for ignoring one would lie. */
const operatorsToCome = ["neq", "gt", "gte", "lt", "lte", "is", "ilike", "cs", "cd", "not"];

/** Parses one filter. Throws an ApiError 400 for one that the API does not know, 501 for one that is not built. */
export function parseFilter(property: Property, text: string): Filter {
  const dot = text.indexOf(".");
  const operator = dot < 0 ? text : text.slice(0, dot);
  if (operatorsToCome.includes(operator)) {
    throw notBuiltErr(`The filter operator ${operator} (in ${property.name}=${text})`);
  }
  if (dot < 0 || (operator !== "eq" && operator !== "in")) {
    throw invalidRequestErr(`The filter ${property.name}=${text} has no known operator.`);
  }
  if (!property.isFilterable || property.kind === "array") {
    throw invalidRequestErr(`The property ${property.name} cannot be filtered with ${operator}.`);
  }
  const texts = operator === "eq" ? [text.slice(dot + 1)] : parseList(property, text.slice(dot + 1));
  return { property, values: texts.map((value) => parseComparable(property, value)) };
}

function parseList(property: Property, text: string): readonly string[] {
  const list = /^\(([^()]+)\)$/.exec(text)?.[1];
  if (list === undefined) throw invalidRequestErr(`The filter on ${property.name} needs a list: in.(a,b).`);
  return list.split(",");
}

/** A test that a row passes when it passes all filters. */
export function toPredicate(filters: readonly Filter[]): (row: Row) => boolean {
  const tests = filters.map(({ property, values }) => {
    const wanted = new Set(values);
    return (row: Row) => {
      const value = comparableValue(property, row[property.name]);
      return value !== undefined && wanted.has(value);
    };
  });
  return (row) => tests.every((test) => test(row));
}
