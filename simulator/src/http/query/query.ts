/** The query language of collections (powerstore.md 4): text in, rows out, nothing else touched. */
import type { Row } from "../../contract";
import { invalidRequestErr, notBuiltErr } from "../errors";
import { type Filter, parseFilter, toPredicate } from "./filter";
import { type OrderKey, parseOrder, toComparison } from "./order";
import { type Page, parsePage, type Slice, slicePage } from "./page";
import type { PropertyTable } from "./properties";
import { parseSelect, type Selection, selectProperties } from "./select";

export type Query = {
  readonly selection: Selection;
  readonly filters: readonly Filter[];
  readonly order: readonly OrderKey[];
  readonly page: Page;
};

const reservedNames = ["select", "order", "limit", "offset"];

/** Part of the API, still to come; refused, for ignoring them would lie. */
const namesToCome = ["and", "or"];

/** Understands all of a query or throws an ApiError that names the part at fault. */
export function parseQuery(params: URLSearchParams, range: string | undefined, properties: PropertyTable): Query {
  const order = single(params, "order");
  return {
    selection: parseSelect(single(params, "select"), properties),
    filters: parseFilters(params, properties),
    order: order === null ? [] : parseOrder(order, properties),
    page: parsePage(single(params, "limit"), single(params, "offset"), range),
  };
}

function parseFilters(params: URLSearchParams, properties: PropertyTable): readonly Filter[] {
  return [...params].flatMap(([name, text]) => {
    if (reservedNames.includes(name)) return [];
    if (namesToCome.includes(name)) throw notBuiltErr(`The filter ${name}=${text}`);
    const property = properties.get(name);
    if (property === undefined) throw invalidRequestErr(`This resource has no property ${name} to filter by.`);
    return [parseFilter(property, text)];
  });
}

function single(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name);
  if (values.length > 1) throw invalidRequestErr(`${name} is given ${values.length} times.`);
  return values[0] ?? null;
}

/** The selection for one instance, which takes `select` and nothing else. */
export function parseInstanceQuery(params: URLSearchParams, properties: PropertyTable): Selection {
  const other = [...params.keys()].find((name) => name !== "select");
  if (other !== undefined) throw invalidRequestErr(`The query of one instance takes select, not ${other}.`);
  return parseSelect(single(params, "select"), properties);
}

export function runQuery(rows: readonly Row[], query: Query): Slice<Record<string, unknown>> {
  const kept = query.filters.length === 0 ? rows : rows.filter(toPredicate(query.filters));
  const ordered = query.order.length === 0 ? kept : kept.toSorted(toComparison(query.order));
  const slice = slicePage(ordered, query.page);
  return { ...slice, items: slice.items.map((row) => selectProperties(row, query.selection)) };
}
