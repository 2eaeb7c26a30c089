/** `order=a.desc,b`: in which order a query answers. */
import type { Row } from "../../api/contract";
import { invalidRequestErr } from "../../api/requestErrors";
import { type Comparable, comparableValue } from "./comparable";
import { findProperty, valueIn } from "./place";
import type { Property, PropertyTable } from "./properties";

export type OrderKey = { readonly property: Property; readonly isDescending: boolean };

export function parseOrder(text: string, properties: PropertyTable): readonly OrderKey[] {
  const named = new Set<string>();
  return text.split(",").map((key) => {
    const [, name = "", , direction = "asc"] = /^([\w>-]+)(\.(asc|desc))?$/.exec(key) ?? [];
    const property = findProperty(name, properties);
    if (property === undefined) throw invalidRequestErr(`The order "${key}" names no property of this resource.`);
    if (!property.isFilterable || property.kind === "array") {
      throw invalidRequestErr(`The rows cannot be ordered by ${name}.`);
    }
    // A second time it decides nothing any more, and so often that it would take long it is an attack.
    if (named.has(name)) throw invalidRequestErr(`The order names ${name} twice.`);
    named.add(name);
    return { property, isDescending: direction === "desc" };
  });
}

/** Compares by the first key that tells two rows apart; rows without a value come last when ascending. */
export function toComparison(keys: readonly OrderKey[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { property, isDescending } of keys) {
      const [left, right] = [valueIn(a, property), valueIn(b, property)];
      const order = compare(comparableValue(property, left), comparableValue(property, right));
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  };
}

function compare(a: Comparable | undefined, b: Comparable | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
