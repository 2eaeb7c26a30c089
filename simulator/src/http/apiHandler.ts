/** Answers a request below `/api/rest`: login first, then the operation; without a socket, a fault or a delay. */
import { ApiError, type World } from "../api/contract";
import { basePath } from "../api/facts";
import {
  bodyTooLargeErr,
  brokenErr,
  forbiddenErr,
  methodNotAllowedErr,
  unknownEndpointErr,
} from "../api/requestErrors";
import { type Call, performCall } from "./calls";
import type { LateView } from "./lateView";
import { maxApiBodyBytes } from "./limits";
import { type Account, authenticate, type Login, type Logins, loginHeaders } from "./logins";
import { answerNeighbour } from "./neighbours";
import { resourceOf } from "./query/properties";
import { parseSelection } from "./query/query";
import { createSelector } from "./query/select";
import { type Built, matchRoute, type RouteMatch } from "./routes";
import { type Answer, bodyBytesOf, jsonAnswer, parseTarget, pathOf, type WireRequest } from "./wire";

export type ApiParts = {
  readonly world: World;
  readonly view: LateView;
  readonly built: Built;
  readonly account: Account;
  readonly logins: Logins;
  readonly idleTimeoutSeconds: number;
};

/** `match` is what `findRoute` has found for the request. */
export type ApiHandler = (request: WireRequest, match: RouteMatch) => Answer;

export function createApiHandler(parts: ApiParts): ApiHandler {
  return (request, match) =>
    refusable(() => {
      const login = authenticate(request, parts.account, parts.logins);
      const answer = refusable(() => answerMatch(parts, request, match, login));
      const hasBasic = request.headers.authorization !== undefined;
      return hasBasic || isLoginSession(match) ? withHeaders(answer, loginHeaders(login)) : answer;
    });
}

/** A thrown ApiError is an answer, with the vendor's error body; anything else thrown is a bug and shows as 500. */
function refusable(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    const refusal = error instanceof ApiError ? error : brokenErr(error);
    return jsonAnswer(refusal.status, { messages: refusal.messages });
  }
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** Finds the operation of a request by the path below `/api/rest`. */
export function findRoute(request: Pick<WireRequest, "method" | "target">): RouteMatch {
  const path = pathOf(request.target);
  if (!path.startsWith(`${basePath}/`)) return { kind: "unknown" };
  return matchRoute(request.method, path.slice(basePath.length));
}

function isLoginSession(match: RouteMatch): boolean {
  return match.kind === "found" && match.route.path === "/login_session";
}

function answerMatch(parts: ApiParts, request: WireRequest, match: RouteMatch, login: Login): Answer {
  switch (match.kind) {
    case "unknown": {
      const answer = answerNeighbour(request);
      if (answer === undefined) throw unknownEndpointErr(request.method, request.target);
      return answer;
    }
    case "wrongMethod":
      return refuseMethod(request, match.allowed);
    case "found": {
      const { query } = parseTarget(request.target);
      const { route, id } = match;
      return answerCall(parts, { request, login, user: parts.account.username, query, route, id });
    }
  }
}

/** With the header that HTTP wants beside a 405. */
function refuseMethod({ method, target }: WireRequest, allowed: readonly string[]): Answer {
  const { status, messages } = methodNotAllowedErr(method, pathOf(target), allowed);
  return jsonAnswer(status, { messages }, { Allow: allowed.join(", ") });
}

function answerCall(parts: ApiParts, call: Call): Answer {
  const { request, route, login } = call;
  if (route.operation === "POST /logout") {
    parts.logins.close(login);
    return jsonAnswer(204, undefined);
  }
  if (route.operation === "GET /login_session") return answerLoginSession(parts, call);
  if (request.method !== "GET" && parts.account.role === "Operator") {
    throw forbiddenErr("the role Operator may read only");
  }
  if (bodyBytesOf(request) > maxApiBodyBytes) throw bodyTooLargeErr(maxApiBodyBytes);
  return performCall(parts, call);
}

/**
 * The one resource without filters, order and paging, and whole without a select [ARRAY login]; dell/python-powerstore
 * 3.5.1 sends a select [C].
 */
function answerLoginSession(parts: ApiParts, { login, query }: Call): Answer {
  const { world, account, idleTimeoutSeconds } = parts;
  const row = {
    id: login.id,
    user: account.username,
    role_ids: [roleIds[account.role]],
    idle_timeout: idleTimeoutSeconds,
    is_password_change_required: false,
    is_built_in_user: account.username === "admin",
  };
  const selection = parseSelection(query, resourceOf("login_session"));
  return jsonAnswer(200, [query.has("select") ? createSelector(world)("login_session", row, selection) : row]);
}

/** The administrator's is the array's; the other id is invented. */
const roleIds = { Administrator: "1", Operator: "2" } as const satisfies Record<Account["role"], string>;
