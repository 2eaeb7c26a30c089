/** Performs one authenticated call: the operations of the HTTP half itself, reads by query, changes by the world. */
import type { Reads, Row, World } from "../api/contract";
import { instanceNotFoundErr, invalidRequestErr, notBuiltErr } from "../api/requestErrors";
import { readBody } from "./bodies";
import { findCandidates } from "./candidates";
import type { LateView } from "./lateView";
import type { Login } from "./logins";
import { type Slice, slicePage } from "./query/page";
import { resourceOf } from "./query/properties";
import { createTest, parseInstanceQuery, parseQuery, type Query, runQuery } from "./query/query";
import { createSelector, type Selection } from "./query/select";
import type { Built, Route } from "./routes";
import { rowsText, rowText } from "./rowTexts";
import { type Answer, JsonText, jsonAnswer, type WireRequest } from "./wire";

export type Call = {
  readonly request: WireRequest;
  readonly route: Route;
  /** What the path has for `{id}`: an id or `name:<name>`. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly login: Login;
  /** Who asks, for the array's records. */
  readonly user: string;
};

export type CallParts = {
  readonly world: World;
  /** What readers see of the world, which may be later than it is. */
  readonly view: LateView;
  readonly built: Built;
};

/** Throws an ApiError when the call is refused. */
export function performCall(parts: CallParts, call: Call): Answer {
  if (!parts.built.has(call.route.operation)) throw notBuiltErr(call.route.operation);
  if (call.route.method !== "GET") return change(parts, call);
  return call.route.hasId ? readInstance(parts.view, call) : readCollection(parts.view, call);
}

function readCollection(world: Reads, { route, query, request }: Call): Answer {
  const { collection } = route;
  const parsed = parseQuery(query, request.headers.range, resourceOf(collection));
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

function readInstance(world: Reads, { route, id, query }: Call): Answer {
  const { collection } = route;
  const { selection, filters } = parseInstanceQuery(query, resourceOf(collection));
  const row = findRow(world, collection, id);
  // To who asks for a snapshot, a volume of that name is not there.
  if (!createTest(filters)(row)) throw instanceNotFoundErr(id);
  const body = selection === "everything" ? new JsonText(rowText(row)) : undefined;
  return jsonAnswer(200, body ?? createSelector(world)(collection, row, selection));
}

function change({ world, view }: CallParts, { request, route, id, query, user }: Call): Answer {
  const operation = world.operations[route.operation];
  if (operation === undefined) throw notBuiltErr(route.operation);
  const isAsync = readIsAsync(query);
  const body = readBody(request, route);
  const target = { id: route.hasId ? findId(world, route.collection, id) : "", body };
  // What is invalid has failed by now; what the state of the array forbids, the job will say [ARRAY jobs].
  if (isAsync) return jsonAnswer(202, { id: world.startJob(route.operation, target, user) });
  const answer = view.change(route.collection, target.id, () => operation(target));
  return jsonAnswer(answer.status, answer.body);
}

/** The guide's table writes `async`, its text and all clients `is_async` [DEV 41]; both are taken. */
const asyncNames = ["is_async", "async"];

function readIsAsync(query: URLSearchParams): boolean {
  for (const [name, value] of query) {
    if (!asyncNames.includes(name)) throw invalidRequestErr(`The operation takes no query parameter ${name}.`);
    if (value !== "true" && value !== "false") throw invalidRequestErr(`${name} is "${value}", not true or false.`);
  }
  return [...query.values()].includes("true");
}

const namePrefix = "name:";

/** The row that a path means to readers, by id or `name:<name>`. Throws an ApiError 404. */
function findRow(world: Reads, collection: string, id: string): Row {
  const row = id.startsWith(namePrefix)
    ? world.rowByName(collection, id.slice(namePrefix.length))
    : world.row(collection, id);
  if (row === undefined) throw instanceNotFoundErr(id);
  return row;
}

/** The id of the object that a path means, as it is and not as it may still show. Throws an ApiError 404. */
export function findId(world: World, collection: string, id: string): string {
  const found = world.idOf(collection, id);
  if (found === undefined) throw instanceNotFoundErr(id);
  return found;
}
