/** One request from arrival to outcome: latency, clock, fault, work, journal. Knows no socket. */
import type { World } from "../api/contract";
import type { Version } from "../api/releases";
import { faultErr } from "../api/requestErrors";
import type { Front, Outage } from "./access";
import type { ApiHandler } from "./api";
import type { Behaviour } from "./behaviour";
import type { ClockDriver, Sleep } from "./clock";
import type { FaultEffect, Faults } from "./faults";
import { type Journal, journalBytes, toJournalBody } from "./journal";
import { findRoute, type RouteMatch } from "./routes";
import { type Answer, bodyBytesOf, jsonAnswer, type Outcome, type WireRequest } from "./wire";

export type ExchangeParts = {
  readonly world: World;
  readonly version: Version;
  readonly clock: ClockDriver;
  readonly api: ApiHandler;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly outage: Outage;
  readonly behaviour: Behaviour;
  readonly sleep: Sleep;
  readonly latencySeconds: number;
  /** Aborts when the simulator closes: nothing waits any longer. */
  readonly closing: AbortSignal;
};

export type Exchange = (request: WireRequest) => Promise<Outcome>;

export function createExchange(parts: ExchangeParts): Exchange {
  const toTime = createTimeWriter();
  return async (request) => {
    if (parts.latencySeconds > 0 && !(await wait(parts, parts.latencySeconds))) return { kind: "dropped" };
    parts.clock.catchUp();
    const time = toTime(parts.world.now());
    const match = findRoute(parts.version, request);
    const route = match.kind === "found" ? match.route : undefined;
    const front = parts.outage.front();
    // Rules count what reaches the array; while it restarts, nothing does.
    const fault = front === "array" ? parts.faults.hit(request.method, route?.path) : undefined;
    const outcome = front === "array" ? applyFault(fault, () => parts.api(request, match)) : outageOutcomes[front]();
    const bodyBytes = bodyBytesOf(request);
    const entry = {
      time,
      method: request.method,
      path: request.target,
      operation: route?.operation ?? null,
      body: toJournalBody(request.body, bodyBytes),
      status: outcome.kind === "dropped" ? null : outcome.answer.status,
      ...(fault && { fault }),
    };
    parts.journal.add(entry, journalBytes(request.target, bodyBytes));
    // The work is done and visible already: a client that gives up waiting cannot know whether it was.
    const delay = fault !== undefined && "delaySeconds" in fault ? fault.delaySeconds : 0;
    if (delay > 0 && !(await wait(parts, delay))) return { kind: "dropped" };
    const isHeld = parts.behaviour.answers().answersWhenDone && match.kind === "found" && isDone(outcome);
    return isHeld && !(await waitForEnd(parts, match)) ? { kind: "dropped" } : outcome;
  };
}

/** Whether the work of a change was done, or has begun; a 202 has made a job of it. */
function isDone(outcome: Outcome): boolean {
  return outcome.kind === "answered" && (outcome.answer.status === 204 || outcome.answer.status === 201);
}

/** Whether what the request asked of an object has come to its end; false when the simulator closes meanwhile. */
async function waitForEnd(
  parts: ExchangeParts,
  { route, id }: Extract<RouteMatch, { kind: "found" }>,
): Promise<boolean> {
  const { world, clock } = parts;
  const target = route.method === "GET" ? undefined : world.idOf(route.collection, id);
  if (target === undefined) return true;
  for (;;) {
    const end = world.busyUntil(route.collection, target);
    if (end === undefined) return true;
    const seconds = (end - world.now()) / 1000;
    const speed = clock.speed();
    if (speed === undefined) clock.advance(seconds);
    // Never less than a millisecond: a timer that fires early would come back to the same instant at once.
    else if (!(await wait(parts, Math.max(0.001, seconds / speed)))) return false;
    clock.catchUp();
  }
}

/** Writes instants as ISO 8601; all requests of one instant share the text, for a journal holds 200,000 of them. */
function createTimeWriter(): (instant: number) => string {
  let last = { instant: Number.NaN, text: "" };
  return (instant) => {
    if (instant !== last.instant) last = { instant, text: new Date(instant).toISOString() };
    return last.text;
  };
}

/** Whether the time has passed; false when the simulator closes meanwhile. */
async function wait({ sleep, closing }: ExchangeParts, seconds: number): Promise<boolean> {
  try {
    await sleep(seconds, closing);
  } catch (error) {
    if (!closing.aborted) throw error;
  }
  return !closing.aborted;
}

const outageOutcomes: Readonly<Record<Exclude<Front, "array">, () => Outcome>> = {
  nobody: () => ({ kind: "dropped" }),
  starting: () => ({ kind: "answered", answer: refuse({ status: 503, message: "The management is starting." }) }),
  errorPage: () => ({ kind: "answered", answer: pageAnswer(503) }),
  page: () => ({ kind: "answered", answer: pageAnswer(200) }),
};

function applyFault(fault: FaultEffect | undefined, work: () => Answer): Outcome {
  if (fault === undefined || "delaySeconds" in fault) return { kind: "answered", answer: work() };
  if ("page" in fault) return { kind: "answered", answer: pageAnswer(fault.page) };
  if ("status" in fault) return { kind: "answered", answer: refuse(fault) };
  if ("drop" in fault) {
    if (fault.drop === "after") work();
    return { kind: "dropped" };
  }
  const answer = work();
  if ("body" in fault) return { kind: "answered", answer: { ...answer, status: 200, body: fault.body } };
  // An answer without a body has no middle; losing it whole is the nearest thing.
  return answer.body === undefined ? { kind: "dropped" } : { kind: "truncated", answer };
}

function refuse({ status, code, message }: Extract<FaultEffect, { status: number }>): Answer {
  const error = faultErr(status, code, message);
  return jsonAnswer(error.status, { messages: error.messages });
}

/** A page of the status; one that sends elsewhere (3xx) to a page for people. */
function pageAnswer(status: number): Answer {
  const headers: Record<string, string> = status >= 300 && status < 400 ? { Location: "/ui/login" } : {};
  const title = status >= 400 ? `Error ${status}` : "PowerStore Manager";
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers, body, contentType: "text/html" };
}
