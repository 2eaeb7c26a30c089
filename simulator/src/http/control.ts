/** The control routes below `/_simulator`: JSON in and out, no login, never journalled, never hit by a fault. */
import { ApiError } from "../contract";
import { type ControlParts, type ControlRoute, controlRoutes } from "./controlRoutes";
import { type Answer, jsonAnswer, parseTarget, type WireRequest } from "./wire";

export const controlPath = "/_simulator";

export type ControlHandler = (request: WireRequest) => Answer;

/** Refusals have the body `{"error": "<what is wrong>"}`. */
export function createControlHandler(parts: ControlParts): ControlHandler {
  return (request) => {
    const path = parseTarget(request.target).path.slice(controlPath.length);
    if (path === "" || path === "/") return jsonAnswer(200, describeRoutes());
    for (const route of controlRoutes) {
      const ids = matchIds(route, request.method, path);
      if (ids !== undefined) return run(() => route.run(parts, { id: ids[0] ?? "", body: parseBody(request.body) }));
    }
    return jsonAnswer(404, {
      error: `there is no ${request.method} ${controlPath}${path}; GET ${controlPath} lists all`,
    });
  };
}

function describeRoutes() {
  return controlRoutes.map(({ method, path, purpose }) => ({ route: `${method} ${controlPath}${path}`, purpose }));
}

/** What the path has for `{id}`, if the route is meant. */
function matchIds(route: ControlRoute, method: string, path: string): readonly string[] | undefined {
  if (route.method !== method) return undefined;
  const pattern = new RegExp(`^${route.path.replace("{id}", "([^/]+)")}$`);
  return pattern.exec(path)?.slice(1).map(decodeURIComponent);
}

function parseBody(body: Buffer): unknown {
  return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
}

function run(work: () => unknown): Answer {
  try {
    const body = work();
    return jsonAnswer(body === undefined ? 204 : 200, body);
  } catch (error) {
    return jsonAnswer(statusOf(error), { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Values that do not fit are TypeErrors, RangeErrors or, from the JSON parser, SyntaxErrors. */
function statusOf(error: unknown): number {
  if (error instanceof ApiError) return error.status;
  const isMisfit = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return isMisfit ? 400 : 500;
}
