/** The control routes below `/_simulator`: JSON in and out, no login, never journalled, never hit by a fault or by a restart. */
import { ApiError } from "../api/contract";
import { checkFields, MisfitError } from "../http/misfit";
import { type Answer, isFromAnotherSite, jsonAnswer, pathOf, type WireRequest } from "../http/wire";
import { accessRoutes, type ControlParts, type ControlRoute, clockAndTestRoutes } from "./controlRoutes";
import { troubleRoutes } from "./troubleRoutes";

export const CONTROL_PATH = "/_simulator";

const routes: readonly ControlRoute[] = [...clockAndTestRoutes, ...accessRoutes, ...troubleRoutes];

export type ControlHandler = (request: WireRequest) => Answer;

export function isControl(target: string): boolean {
  const path = pathOf(target);
  return path === CONTROL_PATH || path.startsWith(`${CONTROL_PATH}/`);
}

/** Whether a request brings a snapshot along, which may be larger than any other body. */
export function isSnapshotPut(method: string, target: string): boolean {
  return method === "PUT" && pathOf(target) === `${CONTROL_PATH}/snapshot`;
}

/** Refusals have the body `{"error": "<what is wrong>"}`. */
export function createControlHandler(parts: ControlParts): ControlHandler {
  return (request) => {
    const path = pathOf(request.target).slice(CONTROL_PATH.length);
    if (isFromAnotherSite(request))
      return jsonAnswer(403, { error: "the page of another site may not use these routes" });
    try {
      return answerCall(parts, request, path);
    } catch (error) {
      return jsonAnswer(statusOf(error), { error: error instanceof Error ? error.message : String(error) });
    }
  };
}

function answerCall(parts: ControlParts, request: WireRequest, path: string): Answer {
  if (path === "" || path === "/") return jsonAnswer(200, describeRoutes());
  for (const route of routes) {
    const id = route.method === request.method ? matchPath(route.path, path) : undefined;
    if (id === undefined) continue;
    const answer = route.run(parts, { id, body: parseBody(request.body, route) });
    return jsonAnswer(answer === undefined ? 204 : 200, answer);
  }
  const error = `there is no ${request.method} ${CONTROL_PATH}${path}; GET ${CONTROL_PATH} lists all`;
  return jsonAnswer(404, { error });
}

function describeRoutes() {
  return routes.map(({ method, path, purpose }) => ({ route: `${method} ${CONTROL_PATH}${path}`, purpose }));
}

/** What a path has for `{id}`, "" for a route without one; undefined for another path. */
function matchPath(template: string, path: string): string | undefined {
  const match = new RegExp(`^${template.replace("{id}", "([^/]+)")}$`).exec(path);
  return match === null ? undefined : decodeURIComponent(match[1] ?? "");
}

function parseBody(body: Buffer, route: ControlRoute): unknown {
  const value = body.length === 0 ? {} : parseJson(body);
  if (route.body !== "any") checkFields("body", value, route.body ?? {});
  return value;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new MisfitError("body", "is not JSON");
  }
}

/** Values that do not fit are TypeErrors, RangeErrors or, from a broken `%`, URIErrors. */
function statusOf(error: unknown): number {
  if (error instanceof ApiError) return error.status;
  return error instanceof TypeError || error instanceof RangeError || error instanceof URIError ? 400 : 500;
}
