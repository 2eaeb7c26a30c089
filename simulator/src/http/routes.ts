/** The operations of the vendor's description, found by method and path. */
import type { World } from "../api/contract";
import { basePath, definitionName, factsOf } from "../api/facts";
import type { Facts, OperationFacts, Version } from "../api/releases";
import { pathOf, type WireRequest } from "./wire";

/** One operation that exists in the API, built in the simulator or not. */
export type Route = {
  /** Its name in the vendor's description: `POST /import_session/{id}/pause`. */
  readonly operation: string;
  readonly method: string;
  /** The path with `{id}`, below the base path. */
  readonly path: string;
  /** The first step of the path: `import_session`. */
  readonly collection: string;
  readonly hasId: boolean;
  /** Name of the definition of the request's body; undefined where the operation takes none. */
  readonly bodyDefinition: string | undefined;
  readonly isBodyRequired: boolean;
};

export type RouteMatch =
  | { readonly kind: "found"; readonly route: Route; readonly id: string }
  | { readonly kind: "wrongMethod"; readonly allowed: readonly string[] }
  | { readonly kind: "unknown" };

const methods = ["get", "post", "patch", "delete"] as const;

const tables = new Map<Version, RouteTable>();

type RouteTable = { readonly routes: readonly Route[]; readonly byPath: ReadonlyMap<string, readonly Route[]> };

function tableOf(version: Version): RouteTable {
  const known = tables.get(version) ?? createTable(factsOf(version).paths);
  tables.set(version, known);
  return known;
}

function createTable(paths: Facts["paths"]): RouteTable {
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method];
      return operation === undefined ? [] : [toRoute(method.toUpperCase(), path, operation)];
    }),
  );
  const byPath = new Map<string, readonly Route[]>();
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  return { routes, byPath };
}

/** All operations of a release, in the order of the vendor's description. */
export function routesOf(version: Version): readonly Route[] {
  return tableOf(version).routes;
}

function toRoute(method: string, path: string, operation: OperationFacts): Route {
  const body = operation.parameters?.find((parameter) => parameter.in === "body");
  return {
    operation: `${method} ${path}`,
    method,
    path,
    collection: path.split("/")[1] ?? "",
    hasId: path.includes("{id}"),
    bodyDefinition: definitionName(body?.schema),
    isBodyRequired: body?.required ?? false,
  };
}

/** Finds the operation of a request by the path below `/api/rest`. */
export function findRoute(version: Version, { method, target }: Pick<WireRequest, "method" | "target">): RouteMatch {
  const path = pathOf(target);
  if (!path.startsWith(`${basePath}/`)) return { kind: "unknown" };
  return matchRoute(version, method, path.slice(basePath.length));
}

/** Finds the operation for a method and a path below the base path, for example `/import_session/name:db-01/pause`. */
function matchRoute(version: Version, method: string, path: string): RouteMatch {
  const [, collection, id, ...rest] = path.split("/");
  const template = id === undefined ? `/${collection}` : ["", collection, "{id}", ...rest].join("/");
  const { byPath } = tableOf(version);
  // An action of the whole collection stands where others have the id: /x509_certificate/exchange.
  const candidates = byPath.get(path) ?? byPath.get(template);
  const decodedId = decodeId(id ?? "");
  if (candidates === undefined || decodedId === undefined || id === "") return { kind: "unknown" };
  const route = candidates.find((candidate) => candidate.method === method);
  if (route === undefined) return { kind: "wrongMethod", allowed: candidates.map((candidate) => candidate.method) };
  return { kind: "found", route, id: decodedId };
}

function decodeId(segment: string): string | undefined {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The operations that are more than a name here; the others answer 501. */
export type Built = ReadonlySet<string>;

/** The operations that the HTTP half does by itself. */
const ownOperations = ["GET /login_session", "POST /logout"];

export function findBuilt(world: World, version: Version): Built {
  const built = routesOf(version).filter(({ operation, method, collection }) =>
    method === "GET" ? world.count(collection) !== undefined : operation in world.operations,
  );
  return new Set([...ownOperations, ...built.map((route) => route.operation)]);
}
