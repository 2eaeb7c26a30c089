/** Performs one authenticated call: the operations of the HTTP half itself, reads by query, changes by the world. */
import type { Row, World } from "../contract";
import { readBody } from "./bodies";
import { findCandidates } from "./candidates";
import { instanceNotFoundErr, invalidRequestErr, notBuiltErr } from "./errors";
import type { Login } from "./logins";
import { parseInstanceQuery, parseQuery, runQuery } from "./query/query";
import { resourceOf } from "./query/resource";
import { selectProperties } from "./query/select";
import type { Built, Route } from "./routes";
import { type Answer, jsonAnswer, type WireRequest } from "./wire";

export type Call = {
  readonly request: WireRequest;
  readonly route: Route;
  /** What the path has for `{id}`: an id or `name:<name>`. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly login: Login;
};

/** Throws an ApiError when the call is refused. */
export function performCall(world: World, built: Built, call: Call): Answer {
  if (!built.has(call.route.operation)) throw notBuiltErr(call.route.operation);
  if (call.route.method !== "GET") return change(world, call);
  return call.route.hasId ? readInstance(world, call) : readCollection(world, call);
}

function readCollection(world: World, { route, query, request }: Call): Answer {
  const { collection } = route;
  const parsed = parseQuery(query, request.headers.range, resourceOf(collection));
  const slice = runQuery(findCandidates(world, collection, parsed.filters), parsed);
  const items = slice.items.map((row) => selectProperties(world, collection, row, parsed.selection));
  const { contentRange } = slice;
  return contentRange === undefined
    ? jsonAnswer(200, items)
    : jsonAnswer(206, items, { "Content-Range": contentRange });
}

function readInstance(world: World, { route, id, query }: Call): Answer {
  const { collection } = route;
  const selection = parseInstanceQuery(query, resourceOf(collection));
  return jsonAnswer(200, selectProperties(world, collection, findRow(world, collection, id), selection));
}

function change(world: World, { request, route, id, query }: Call): Answer {
  const operation = world.operations[route.operation];
  if (operation === undefined) throw notBuiltErr(route.operation);
  refuseParameters(query);
  const body = readBody(request, route);
  const answer = operation({ id: route.hasId ? findRow(world, route.collection, id).id : "", body });
  return jsonAnswer(answer.status, answer.body);
}

function refuseParameters(query: URLSearchParams): void {
  const [first] = query.keys();
  if (first === "is_async" || first === "async") throw notBuiltErr(`Asynchronous execution (${first}=true)`);
  if (first !== undefined) throw invalidRequestErr(`The operation takes no query parameter ${first}.`);
}

const namePrefix = "name:";

/** The row that a path means, by id or `name:<name>`. Throws an ApiError 404. */
export function findRow(world: World, collection: string, id: string): Row {
  const row = id.startsWith(namePrefix)
    ? world.rowByName(collection, id.slice(namePrefix.length))
    : world.row(collection, id);
  if (row === undefined) throw instanceNotFoundErr(id);
  return row;
}
