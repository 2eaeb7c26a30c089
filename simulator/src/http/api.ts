/** Answers a request below `/api/rest`: login first, then the operation; without a socket, a fault or a delay. */
import { ApiError, type World } from "../api/contract";
import type { Version } from "../api/releases";
import {
  bodyTooLargeErr,
  brokenErr,
  forbiddenErr,
  instanceNotFoundErr,
  invalidRequestErr,
  methodNotAllowedErr,
  notAcceptableErr,
  notBuiltErr,
  unknownEndpointErr,
} from "../api/requestErrors";
import type { WorldControls } from "../world";
import { takesJson } from "./accept";
import type { AnswerSettings } from "./behaviour";
import { readBody } from "./bodies";
import type { LateView } from "./lateView";
import { MAX_API_BODY_BYTES } from "./limits";
import { type Account, authenticate, type Login, type Logins, loginHeaders } from "./logins";
import { answerNeighbour } from "./neighbours";
import { resourceOf } from "./query/properties";
import { parseSelection } from "./query/query";
import { createSelector } from "./query/select";
import { answerQuestion } from "./reading";
import type { Built, Route, RouteMatch } from "./routes";
import { type Answer, bodyBytesOf, jsonAnswer, parseTarget, pathOf, type WireRequest } from "./wire";

export type ApiParts = {
  readonly world: World & Pick<WorldControls, "settings">;
  readonly view: LateView;
  readonly built: Built;
  readonly account: Account;
  readonly logins: Logins;
  readonly idleTimeoutSeconds: number;
  readonly version: Version;
  readonly answers: () => Pick<AnswerSettings, "strictToken">;
};

/** `match` is what `findRoute` has found for the request. */
export type ApiHandler = (request: WireRequest, match: RouteMatch) => Answer;

export function createApiHandler(parts: ApiParts): ApiHandler {
  return (request, match) =>
    refusable(() => {
      const login = authenticate(request, parts.account, parts.logins, parts.answers());
      const answer = refusable(() => answerMatch(parts, request, match, login));
      const hasBasic = request.headers.authorization !== undefined;
      const isShown = hasBasic || isOf(match, "GET /login_session");
      // There is no going on in a login that has just ended.
      const hasEnded = isOf(match, LOG_OUT) && answer.status === 204;
      return isShown && !hasEnded ? withHeaders(answer, loginHeaders(login)) : answer;
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

const LOG_OUT = "POST /logout";

function isOf(match: RouteMatch, operation: string): boolean {
  return match.kind === "found" && match.route.operation === operation;
}

function answerMatch(parts: ApiParts, request: WireRequest, match: RouteMatch, login: Login): Answer {
  switch (match.kind) {
    case "unknown": {
      const answer = answerNeighbour(request, parts.world.settings());
      if (answer === undefined) throw unknownEndpointErr(request.method, request.target);
      return answer;
    }
    case "wrongMethod":
      return refuseMethod(request, match.allowed);
    case "found": {
      const { query } = parseTarget(request.target);
      const { route, id } = match;
      return answerCall(parts, { request, login, query, route, id });
    }
  }
}

/** With the header that HTTP wants beside a 405. */
function refuseMethod({ method, target }: WireRequest, allowed: readonly string[]): Answer {
  const { status, messages } = methodNotAllowedErr(method, pathOf(target), allowed);
  return jsonAnswer(status, { messages }, { Allow: allowed.join(", ") });
}

/** One request that has a login and an operation. */
type Call = {
  readonly request: WireRequest;
  readonly route: Route;
  /** What the path has for `{id}`: an id or `name:<name>`. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly login: Login;
};

function answerCall(parts: ApiParts, call: Call): Answer {
  const { request, route } = call;
  if (!takesJson(request.headers)) throw notAcceptableErr(String(request.headers.accept));
  if (bodyBytesOf(request) > MAX_API_BODY_BYTES) throw bodyTooLargeErr(MAX_API_BODY_BYTES);
  if (route.operation === LOG_OUT) return logOut(parts, call);
  if (route.operation === "GET /login_session") return answerLoginSession(parts, call);
  if (request.method !== "GET" && parts.account.role === "Operator") {
    throw forbiddenErr("the role Operator may read only");
  }
  if (!parts.built.has(route.operation)) throw notBuiltErr(route.operation);
  if (route.method !== "GET") return change(parts, call);
  const { collection, hasId } = route;
  const range = request.headers.range;
  return answerQuestion(parts.view, {
    version: parts.version,
    collection,
    id: hasId ? call.id : undefined,
    query: call.query,
    range,
  });
}

/** Any role may; it takes nothing, as other operations without a body, and needs no job. */
function logOut({ logins, version }: ApiParts, { request, route, query, login }: Call): Answer {
  readIsAsync(query);
  readBody(request, route, version);
  logins.close(login);
  return jsonAnswer(204, undefined);
}

/**
 * The one resource without filters, order and paging, and whole without a select [ARRAY login]; dell/python-powerstore
 * 3.5.1 sends a select [C].
 */
function answerLoginSession(parts: ApiParts, { login, query }: Call): Answer {
  const { world, account, idleTimeoutSeconds, version } = parts;
  const row = {
    id: login.id,
    user: account.username,
    role_ids: [roleIds[account.role]],
    idle_timeout: idleTimeoutSeconds,
    is_password_change_required: false,
    is_built_in_user: account.username === "admin",
  };
  const selection = parseSelection(query, resourceOf("login_session", version));
  return jsonAnswer(200, [query.has("select") ? createSelector(world)("login_session", row, selection) : row]);
}

/** The administrator's is the array's; the other id is invented. */
const roleIds = { Administrator: "1", Operator: "2" } as const satisfies Record<Account["role"], string>;

function change({ world, view, account, version }: ApiParts, { request, route, id, query }: Call): Answer {
  const operation = world.operations[route.operation];
  if (operation === undefined) throw notBuiltErr(route.operation);
  const isAsync = readIsAsync(query);
  const body = readBody(request, route, version);
  const target = { id: route.hasId ? findId(world, route.collection, id) : "", body };
  // What is invalid has failed by now; what the state of the array forbids, the job will say [ARRAY jobs].
  if (isAsync || world.needsApproval(route.operation)) {
    const job = world.startJob(route.operation, target, account.username);
    // Since 4.3 the answer says whether the job waits for somebody.
    return jsonAnswer(202, version === "4.1" ? { id: job } : { id: job, phase: world.row("job", job)?.phase });
  }
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

/** The id of the object that a path means, as it is and not as it may still show. Throws an ApiError 404. */
export function findId(world: World, collection: string, id: string): string {
  const found = world.idOf(collection, id);
  if (found === undefined) throw instanceNotFoundErr(id);
  return found;
}
