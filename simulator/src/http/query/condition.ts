/** What a filter asks of a row, and whether a row meets it. */
import type { Row } from "../../api/contract";
import { type Comparable, comparableValue } from "./comparable";
import type { Pattern } from "./pattern";
import { valueIn } from "./place";
import type { Property } from "./properties";

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
