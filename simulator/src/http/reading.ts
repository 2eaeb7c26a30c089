import type { Reads, Row } from "../api/contract";
import type { Version } from "../api/releases";
import { instanceNotFoundErr } from "../api/requestErrors";
import type { Comparable, Condition } from "./query/condition";
import type { Slice } from "./query/page";
import { slicePage } from "./query/page";
import { resourceOf } from "./query/properties";
import type { Query } from "./query/query";
import { createTest, parseInstanceQuery, parseQuery, runQuery } from "./query/query";
import type { Selection } from "./query/select";
import { createSelector } from "./query/select";
import type { Answer } from "./wire";
import { JsonText, jsonAnswer } from "./wire";

/** What a GET asks for. */
export type Question = {
  readonly version: Version;
  readonly collection: string;
  /** What the path has for `{id}`; undefined for the collection. */
  readonly id: string | undefined;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
};

/** Throws an ApiError where nothing can be answered. */
export function answerQuestion(world: Reads, question: Question): Answer {
  return question.id === undefined ? readCollection(world, question) : readInstance(world, question, question.id);
}

function readCollection(world: Reads, { version, collection, query, range }: Question): Answer {
  const parsed = parseQuery(query, range, resourceOf(collection, version));
  const slice = findSlice(world, collection, parsed);
  const { contentRange } = slice;
  const body = toBody(world, collection, slice.items, parsed.selection);
  return contentRange === undefined ? jsonAnswer(200, body) : jsonAnswer(206, body, { "Content-Range": contentRange });
}

function toBody(world: Reads, collection: string, rows: readonly Row[], selection: Selection): unknown {
  if (selection === "everything") return new JsonText(rowsText(rows));
  const select = createSelector(world);
  return rows.map((row) => select(collection, row, selection));
}

function findSlice(world: Reads, collection: string, query: Query): Slice<Row> {
  if (query.filters.length > 0 || query.order.length > 0) {
    return runQuery(findCandidates(world, collection, query.filters), query);
  }
  // Most common of all: a client pages through everything. Each page makes its own rows only.
  return slicePage(world.count(collection) ?? 0, query.page, (page) => world.page(collection, page));
}

function readInstance(world: Reads, { version, collection, query }: Question, id: string): Answer {
  const { selection, filters } = parseInstanceQuery(query, resourceOf(collection, version));
  const row = findRow(world, collection, id);
  // To who asks for a snapshot, a volume of that name is not there.
  if (!createTest(filters)(row)) throw instanceNotFoundErr(id);
  const body = selection === "everything" ? new JsonText(rowText(row)) : undefined;
  return jsonAnswer(200, body ?? createSelector(world)(collection, row, selection));
}

const NAME_PREFIX = "name:";

/** The row that a path means to readers, by id or `name:<name>`. Throws an ApiError 404. */
function findRow(world: Reads, collection: string, id: string): Row {
  const row = id.startsWith(NAME_PREFIX)
    ? world.rowByName(collection, id.slice(NAME_PREFIX.length))
    : world.row(collection, id);
  if (row === undefined) throw instanceNotFoundErr(id);
  return row;
}

/** Collections in which a name belongs to one row only, as names are unique on the cluster [API]. */
const uniquelyNamed = ["import_session"];

/** All rows of the collection, or those that filters on `id` or `name` leave; all filters have yet to be applied. */
function findCandidates(world: Reads, collection: string, filters: readonly Condition[]): readonly Row[] {
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

/** At least so many rows are kept and at most twice as many, each about 700 bytes. */
const KEPT_ROWS = 8192;

let recent = new WeakMap<Row, string>();
let former = new WeakMap<Row, string>();
let kept = 0;

/** Only what is frozen can be kept; a row that moves with the clock is made anew for each answer. */
export function rowText(row: Row): string {
  if (!Object.isFrozen(row)) return JSON.stringify(row);
  const known = recent.get(row);
  if (known !== undefined) return known;
  const text = former.get(row) ?? JSON.stringify(row);
  if (kept === KEPT_ROWS) {
    former = recent;
    recent = new WeakMap();
    kept = 0;
  }
  recent.set(row, text);
  kept += 1;
  return text;
}

let last: { readonly rows: readonly Row[]; readonly text: string } = { rows: [], text: "[]" };

/** The JSON of a list of whole rows; who polls a page in which nothing has happened gets the last one again. */
export function rowsText(rows: readonly Row[]): string {
  const isLast = rows.length === last.rows.length && rows.every((row, index) => row === last.rows[index]);
  // Rows that move are new objects each time, so none of them is ever taken for the last one.
  if (!isLast) last = { rows, text: `[${rows.map(rowText).join(",")}]` };
  return last.text;
}
