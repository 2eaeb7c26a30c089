/** In which order a query answers (`order=a.desc,b`), and which part of it (`limit`, `offset`, `Range`). */
import type { Row } from "../../api/contract";
import { invalidRequestErr, rangeErr } from "../../api/requestErrors";
import { type Comparable, comparableValue } from "./condition";
import { findProperty, type Property, type PropertyTable, valueIn } from "./properties";

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

export type Page = { readonly offset: number; readonly limit: number };

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 2000;

/** The parameters win over the header. */
export function parsePage(limit: string | null, offset: string | null, range: string | undefined): Page {
  if (limit === null && offset === null && range !== undefined) return parseRange(range);
  const page = {
    offset: offset === null ? 0 : parseWhole("offset", offset),
    limit: limit === null ? DEFAULT_LIMIT : Math.min(parseWhole("limit", limit), MAX_LIMIT),
  };
  if (page.limit <= 0) throw rangeErr(`limit is ${page.limit}, it must be at least 1`);
  if (page.offset < 0) throw rangeErr(`offset is ${page.offset}, it must be at least 0`);
  return page;
}

function parseWhole(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw invalidRequestErr(`${name} is "${text}", it must be a whole number.`);
  return Number(text);
}

function parseRange(range: string): Page {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw rangeErr(`the header Range is "${range}", it must look like 0-99`);
  }
  return { offset: Number(first), limit: Math.min(Number(last) - Number(first) + 1, MAX_LIMIT) };
}

/** One page of items, and the Content-Range to answer; undefined when the page is complete. */
export type Slice<T> = { readonly items: readonly T[]; readonly contentRange: string | undefined };

/** Cuts a page out of `total` items, of which `take` makes those that are asked for. */
export function slicePage<T>(total: number, page: Page, take: (page: Page) => readonly T[]): Slice<T> {
  const { offset } = page;
  if (offset > total) throw rangeErr(`offset is ${offset}, but there are ${total} instances`);
  const part = take(page);
  if (part.length === total) return { items: part, contentRange: undefined };
  const range = part.length === 0 ? "*" : `${offset}-${offset + part.length - 1}`;
  return { items: part, contentRange: `${range}/${total}` };
}
