/** `select=id,name,host_group(id,name)`: which properties of a row are answered, and which of the resources it refers to. */
import type { Reads, Row } from "../../api/contract";
import type { Relation } from "../../api/relations";
import { invalidRequestErr } from "../../api/requestErrors";
import { type Resource, resourceOf } from "./properties";
import { between, splitList } from "./texts";

type SelectedRelation = { readonly name: string; readonly relation: Relation; readonly selection: Selection };

export type Selected = { readonly name: string; readonly relation?: undefined } | SelectedRelation;

/** `*` alone is everything: a row as it is. */
export type Selection = "everything" | readonly Selected[];

/** The API answers the id alone unless asked for more [ARRAY queries]. */
const defaultSelection: Selection = [{ name: "id" }];

/** How deep relations may be nested; unknown for the array, but somewhere it must end, for they lead in circles. */
const MAX_DEPTH = 3;

/** Clients ask in the same words again and again; so many of them are kept for a resource, if they are no longer than what people ask for. */
const KEPT_SELECTIONS = 100;
const KEPT_CHARACTERS = 2000;
const keptSelections = new WeakMap<Resource, Map<string, Selection>>();

/** Throws an ApiError 400 that names the properties which the resource does not have. */
export function parseSelect(text: string | null, resource: Resource): Selection {
  if (text === null) return defaultSelection;
  const kept = keptSelections.get(resource) ?? new Map<string, Selection>();
  keptSelections.set(resource, kept);
  const selection = kept.get(text) ?? parseList(text, resource, MAX_DEPTH);
  if (kept.size < KEPT_SELECTIONS && text.length <= KEPT_CHARACTERS) kept.set(text, selection);
  return selection;
}

/**
 * Of a resource outside of the import surface, undefined, any property may be selected. What is named again is one property all the same, the last time
 * as it is wanted.
 */
function parseList(text: string, resource: Resource | undefined, depth: number): Selection {
  if (text === "*" && resource !== undefined) return "everything";
  const selected = new Map<string, Selected>();
  for (const part of splitList(text)) {
    for (const item of parsePart(part.trim(), resource, depth)) selected.set(item.name, item);
  }
  return [...selected.values()];
}

function parsePart(part: string, resource: Resource | undefined, depth: number): readonly Selected[] {
  if (part === "*") return [...(resource?.properties.keys() ?? [])].map((name) => ({ name }));
  const [, name = "", rest = ""] = /^(\w+(?:\.\w+)?)\s*(.*)$/s.exec(part) ?? [];
  const list = rest === "" ? "id" : between(rest, ["(", ")"]);
  if (name === "" || list === undefined) throw invalidRequestErr(`select has "${part}", which is no property.`);
  if (rest === "" && (resource?.properties.has(name) ?? true)) return [{ name }];
  const relation: Relation | undefined =
    resource === undefined ? { name, target: undefined, isMany: true, by: "nothing" } : resource.relations.get(name);
  if (relation === undefined) throw invalidRequestErr(`select names ${name}, which this resource does not have.`);
  if (depth === 0) throw invalidRequestErr(`select nests deeper than ${MAX_DEPTH} relations, at ${name}.`);
  const target = relation.target === undefined ? undefined : resourceOf(relation.target, resource?.version ?? "4.1");
  return [{ name: shownName(name), relation, selection: parseList(list, target, depth - 1) }];
}

/** `volume.volume_group_membership` leads to volumes by way of that table, and is shown as `volume` [I]. */
function shownName(relation: string): string {
  return relation.replace(/\..*/, "");
}

/** Related objects in one answer: as many as there may be sessions and more, and few enough to be held in memory. */
const MAX_RELATED = 200_000;

/** Selects of one row after the other for one answer, each in the order in which it was asked for. */
export type Selector = (collection: string, row: Row, selection: Selection) => Readonly<Record<string, unknown>>;

/** Throws an ApiError 400 once an answer would have too many related objects: nested, they multiply. */
export function createSelector(world: Pick<Reads, "related">): Selector {
  let related = 0;

  const select: Selector = (collection, row, selection) => {
    if (selection === "everything") return row;
    const selected: Record<string, unknown> = {};
    for (const item of selection) {
      selected[item.name] = item.relation === undefined ? (row[item.name] ?? null) : relatedTo(collection, row, item);
    }
    return selected;
  };

  function relatedTo(collection: string, row: Row, { name, relation, selection }: SelectedRelation): unknown {
    const others = world.related(collection, row.id, relation.name);
    related += others.length;
    if (related > MAX_RELATED) {
      throw invalidRequestErr(`select asks for more than ${MAX_RELATED} related objects, at ${name}.`);
    }
    const found = others.map((other) => select(relation.target ?? "", other, selection));
    return relation.isMany ? found : (found[0] ?? null);
  }

  return select;
}
