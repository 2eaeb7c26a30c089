/** The query language of collections [ARRAY queries]: text in, rows out, nothing else touched. */
import type { Row } from "../../api/contract";
import { invalidRequestErr } from "../../api/requestErrors";
import { type Condition, toTest } from "./condition";
import { isLogic, parseFilter, parseLogic, requireProperty } from "./filter";
import { type OrderKey, type Page, parseOrder, parsePage, type Slice, slicePage, toComparison } from "./page";
import type { PropertyTable, Resource } from "./properties";
import { parseSelect, type Selection } from "./select";

export type Query = {
  readonly selection: Selection;
  /** A row has to meet all of them. */
  readonly filters: readonly Condition[];
  readonly order: readonly OrderKey[];
  readonly page: Page;
};

const reservedNames = ["select", "order", "limit", "offset"];

/** Understands all of a query or throws an ApiError that names the part at fault. */
export function parseQuery(params: URLSearchParams, range: string | undefined, resource: Resource): Query {
  const order = single(params, "order");
  return {
    selection: parseSelect(single(params, "select"), resource),
    filters: parseFilters(params, resource.properties),
    order: order === null ? [] : parseOrder(order, resource.properties),
    page: parsePage(single(params, "limit"), single(params, "offset"), range),
  };
}

function parseFilters(params: URLSearchParams, properties: PropertyTable): readonly Condition[] {
  return [...params].flatMap(([name, text]) => {
    if (reservedNames.includes(name)) return [];
    if (isLogic(name)) return [parseLogic(name, text, properties)];
    return [parseFilter(requireProperty(name, properties), text)];
  });
}

function single(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name);
  if (values.length > 1) throw invalidRequestErr(`${name} is given ${values.length} times.`);
  return values[0] ?? null;
}

/**
 * What is asked of one instance. Filters beside its id [C]: canonical/lxd and dell/gopowerstore say by them which type of volume they
 * mean. There is nothing to order, and no page.
 */
export function parseInstanceQuery(params: URLSearchParams, resource: Resource): Pick<Query, "selection" | "filters"> {
  const other = [...params.keys()].find((name) => name !== "select" && reservedNames.includes(name));
  if (other !== undefined) throw invalidRequestErr(`The query of one instance takes select and filters, not ${other}.`);
  return {
    selection: parseSelect(single(params, "select"), resource),
    filters: parseFilters(params, resource.properties),
  };
}

/** The selection for a resource that takes `select` and nothing else. */
export function parseSelection(params: URLSearchParams, resource: Resource): Selection {
  const other = [...params.keys()].find((name) => name !== "select");
  if (other !== undefined) throw invalidRequestErr(`The query of this resource takes select, not ${other}.`);
  return parseSelect(single(params, "select"), resource);
}

/** Whether a row meets all of the filters. */
export function createTest(filters: readonly Condition[]): (row: Row) => boolean {
  const tests = filters.map(toTest);
  return (row) => tests.every((test) => test(row) === true);
}

/** The page of rows that a query asks for, whole; what is selected of them is the caller's to take. */
export function runQuery(rows: readonly Row[], { filters, order, page }: Query): Slice<Row> {
  const kept = filters.length === 0 ? rows : rows.filter(createTest(filters));
  const sorted = order.length === 0 ? kept : kept.toSorted(toComparison(order));
  return slicePage(sorted.length, page, ({ offset, limit }) => sorted.slice(offset, offset + limit));
}
