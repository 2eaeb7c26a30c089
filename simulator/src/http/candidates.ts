/** Which rows a query has to look at: a world may hold 100,000, and a filter by id or name needs no walk through them. */
import type { Reads, Row } from "../api/contract";
import type { Comparable, Condition } from "./query/condition";

/** Collections in which a name belongs to one row only, as names are unique on the cluster [API]. */
const uniquelyNamed = ["import_session"];

/** All rows of the collection, or those that filters on `id` or `name` leave; all filters have yet to be applied. */
export function findCandidates(world: Reads, collection: string, filters: readonly Condition[]): readonly Row[] {
  const ids = valuesOf(filters, "id");
  if (ids !== undefined) return distinct(ids).flatMap((id) => world.row(collection, id) ?? []);
  const names = uniquelyNamed.includes(collection) ? valuesOf(filters, "name") : undefined;
  if (names !== undefined) return distinct(names).flatMap((name) => world.rowByName(collection, name) ?? []);
  return world.rows(collection) ?? [];
}

function valuesOf(filters: readonly Condition[], name: string): readonly Comparable[] | undefined {
  for (const filter of filters) {
    if ((filter.kind === "eq" || filter.kind === "in") && filter.property.name === name) return filter.values;
  }
  return undefined;
}

function distinct(values: readonly Comparable[]): readonly string[] {
  return [...new Set(values)].map(String);
}
