/** What a filter asks of a row, and whether a row meets it. */

import type { Row } from "../../api/contract";
import { invalidRequestErr } from "../../api/requestErrors";
import { type Property, valueIn } from "./properties";

export type Comparable = string | number | boolean;

/** The comparable form of a row's value; undefined for null, which equals nothing and orders last. */
export function comparableValue(property: Property, value: unknown): Comparable | undefined {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  if (property.kind === "instant") return Date.parse(value);
  return property.isCaseInsensitive ? value.toLowerCase() : value;
}

/** The comparable form of a text in a query; throws an ApiError 400 that names the property when it does not fit. */
export function parseComparable(property: Property, text: string): Comparable {
  switch (property.kind) {
    case "number":
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw misfitErr(property, text, "a number");
      return Number(text);
    case "boolean":
      return parseTruth(property, text);
    case "instant":
      if (Number.isNaN(Date.parse(text))) throw misfitErr(property, text, "a date and time");
      return Date.parse(text);
    case "enum":
      if (!property.literals.includes(text)) throw misfitErr(property, text, `one of ${property.literals.join(", ")}`);
      return text;
    default:
      return property.isCaseInsensitive ? text.toLowerCase() : text;
  }
}

/** In any case of letters: openstack/cinder asks for `eq.True` [C]. */
function parseTruth(property: Property, text: string): boolean {
  const truth = text.toLowerCase();
  if (truth !== "true" && truth !== "false") throw misfitErr(property, text, "true or false");
  return truth === "true";
}

function misfitErr(property: Property, text: string, expected: string) {
  return invalidRequestErr(`The filter on ${property.name} has the value "${text}", expected ${expected}.`);
}

/** A row's value against one value, or for `in` against several. */
export type Comparison = {
  readonly kind: "eq" | "gt" | "gte" | "lt" | "lte" | "in";
  readonly property: Property;
  readonly values: readonly Comparable[];
};

export type Condition =
  | Comparison
  | { readonly kind: "is"; readonly property: Property; readonly value: boolean | null }
  | { readonly kind: "ilike"; readonly property: Property; readonly pattern: Pattern }
  /** `cs`: the row's list holds all of these; `cd`: it holds nothing else. */
  | { readonly kind: "cs" | "cd"; readonly property: Property; readonly items: readonly string[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] };

/**
 * Undefined is SQL's "unknown": what is compared with a missing value is neither true nor false, and stays so under `not`.
 * [I] from the array's `is.null`, which nothing else can ask for.
 */
export type Truth = boolean | undefined;

export type Test = (row: Row) => Truth;

export function toTest(condition: Condition): Test {
  switch (condition.kind) {
    case "and":
      return everyTest(condition.of.map(toTest));
    case "or":
      return negation(everyTest(condition.of.map((part) => negation(toTest(part)))));
    case "not":
      return negation(toTest(condition.of));
    case "is":
      return (row) => (valueIn(row, condition.property) ?? null) === condition.value;
    case "ilike":
      return known(condition.property, (value) => condition.pattern.fits(String(value)));
    case "cs":
    case "cd":
      return listTest(condition.property, condition.kind, condition.items);
    default:
      return compareTest(condition);
  }
}

/** False wins over unknown, as in SQL. */
function everyTest(tests: readonly Test[]): Test {
  return (row) => {
    let truth: Truth = true;
    for (const test of tests) {
      const one = test(row);
      if (one === false) return false;
      if (one === undefined) truth = undefined;
    }
    return truth;
  };
}

function negation(test: Test): Test {
  return (row) => {
    const truth = test(row);
    return truth === undefined ? undefined : !truth;
  };
}

/** A test that is unknown for rows without a value. */
function known(property: Property, test: (value: Comparable) => boolean): Test {
  return (row) => {
    const value = comparableValue(property, valueIn(row, property));
    return value === undefined ? undefined : test(value);
  };
}

function compareTest({ kind, property, values }: Comparison): Test {
  const wanted = new Set(values);
  const [limit = ""] = values;
  switch (kind) {
    case "gt":
      return known(property, (value) => value > limit);
    case "gte":
      return known(property, (value) => value >= limit);
    case "lt":
      return known(property, (value) => value < limit);
    case "lte":
      return known(property, (value) => value <= limit);
    default:
      return known(property, (value) => wanted.has(value));
  }
}

function listTest({ name }: Property, kind: "cs" | "cd", items: readonly string[]): Test {
  return (row) => {
    const value = row[name];
    if (!Array.isArray(value)) return undefined;
    const held = value.map(String);
    return kind === "cs" ? items.every((item) => held.includes(item)) : held.every((item) => items.includes(item));
  };
}

/** The pattern of `ilike`. */
export type Pattern = {
  /** Whether a text fits as a whole, upper and lower case alike. */
  fits(text: string): boolean;
};

/** `*` stands for any characters, everything else for itself. Not a RegExp: many stars would let one run for ever. */
export function parsePattern(text: string): Pattern {
  const [first = "", ...rest] = text.toLowerCase().split("*");
  const last = rest.pop();
  return {
    fits(other) {
      const whole = other.toLowerCase();
      if (last === undefined) return whole === first;
      const end = whole.length - last.length;
      if (!whole.startsWith(first) || !whole.endsWith(last)) return false;
      let at = first.length;
      for (const piece of rest) {
        const found = whole.indexOf(piece, at);
        if (found < 0) return false;
        at = found + piece.length;
      }
      return at <= end;
    },
  };
}
