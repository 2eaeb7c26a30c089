import type { Transport, TransportAnswer, TransportRequest } from "../../provider/powerstore/http/contract";
import { SendFailure } from "../../provider/powerstore/http/sendFailure";
import { bodyOf } from "../../provider/powerstore/http/transport";
import type { InjectedAnswer, Row, Simulator } from "../../simulator/src";
import { bearerOf, criteriaOf, holdersOf, isMade } from "./array";
import type { AnyClick, Effect, Incident } from "./incidents";
import { effectsOn } from "./incidents";
import { pageReader } from "./misleadingPages";
import type { ObservedRequest, Phase, StrayRequest } from "./requests";

/** Where a process meets the array and its own fate. */
export type Wire<C extends AnyClick> = {
  readonly simulator: Simulator;
  readonly incidents: readonly Incident<C>[];
  phase(): Phase;
  click(click: C): void;
  stop(): void;
  die(): void;
  isDead(): boolean;
  observed(request: ObservedRequest): void;
  strayed?(request: StrayRequest): void;
  /** What must appear in no text: tokens and cookies as they come by. */
  secret(text: string): void;
};

/** A transport without a socket: the simulator's work, faults and journal, and a process that may die between two requests. */
export function wireTransport<C extends AnyClick>(wire: Wire<C>): Transport {
  const memory = { states: new Map<string, string>(), readPage: pageReader() };
  let sent = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const send = async (request: TransportRequest, sentAt: number): Promise<TransportAnswer> => {
    if (wire.isDead()) return never();
    const effects = effectsOn(sent++, wire.incidents);
    for (const effect of effects) if ("click" in effect) wire.click(effect);
    if (effects.some((effect) => "stop" in effect)) wire.stop();
    if (request.signal?.aborted) throw new SendFailure("stopped", { mayHaveArrived: false });
    const effect = effects.find((each) => !("click" in each || "stop" in each));
    if (effect && "dies" in effect && effect.dies === "before") return dieNow(wire);
    if (effect && "refused" in effect) throw new SendFailure("refused", { mayHaveArrived: false });
    if (effect && "html" in effect) return page(wire, request, effect.html);
    const answer = await exchange(wire, { request, sentAt, effect }, memory);
    return effect && "dies" in effect ? dieNow(wire) : answer();
  };
  return {
    close() {},
    // One request at a time: a fault rule is for one request, and the journal's only entry is of that one.
    send(request) {
      const sentAt = wire.simulator.now();
      const answer = turn.then(() => send(request, sentAt));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** What becomes of a request in a process that is no more: nobody is told. */
const never = (): Promise<never> => new Promise(() => {});

function dieNow(wire: Pick<Wire<never>, "die">): Promise<never> {
  wire.die();
  return never();
}

/** Of somebody who has a connection, by which it was sent. */
function page({ strayed }: Pick<Wire<never>, "strayed">, request: TransportRequest, status: number): TransportAnswer {
  const body = bodyOf(request);
  if (request.method !== "GET") strayed?.({ method: request.method, body: JSON.parse(body ?? "null") });
  return { status, headers: new Headers({ "content-type": "text/html" }), text: "<html>Please log in.</html>" };
}

/** What a process has been told. */
type Memory = {
  /** The state in which it last saw each session. */
  readonly states: Map<string, string>;
  readonly readPage: ReturnType<typeof pageReader>;
};

type Sending<C extends AnyClick> = {
  readonly request: TransportRequest;
  readonly sentAt: number;
  readonly effect: Effect<C> | undefined;
};

/** Sends one request and notes what an observer at the array sees of it; gives the answer or throws why there is none. */
async function exchange<C extends AnyClick>(
  wire: Wire<C>,
  { request, sentAt, effect }: Sending<C>,
  memory: Memory,
): Promise<() => TransportAnswer> {
  const { simulator } = wire;
  const { pathname, search } = new URL(request.url);
  const body = bodyOf(request);
  const subject = subjectOf(simulator, request, pathname);
  const before = subject.row();
  const start = simulator.now();
  const fault = effect && "fault" in effect ? effect.fault : undefined;
  simulator.setFaults(fault ? [{ operation: "* *", effect: fault }] : []);
  simulator.clearJournal();
  const { method, headers } = request;
  const given = await simulator.inject({ method, path: pathname + search, headers, body });
  const { answer, isTrue } = memory.readPage(request, given, effect && "page" in effect ? effect.page : undefined);
  const isLate = simulator.now() - start > request.timeoutSeconds * 1000;
  const isAnswerTrue = answer.kind === "answered" && !isLate && isTrue && (!fault || "delaySeconds" in fault);
  const [entry] = simulator.journal().entries;
  if (!entry) throw new TypeError("the simulator keeps no journal");
  wire.observed({
    entry,
    // What is decided when there is a connection is decided by the time of that.
    sentAt: request.bodyAtSending ? start : sentAt,
    phase: wire.phase(),
    before,
    after: subject.row(),
    seen: subject.id === undefined ? undefined : memory.states.get(subject.id),
    sourceCriteria: subject.source === undefined ? undefined : criteriaOf(simulator, subject.source),
    ...(subject.holders && { holders: subject.holders }),
    isAnswerTrue,
  });
  noteSecrets(wire, answer);
  if (isAnswerTrue) noteStates(memory.states, answer);
  return () => toAnswer(answer, isLate);
}

function toAnswer(answer: InjectedAnswer, isLate: boolean): TransportAnswer {
  if (isLate) throw new SendFailure("timedOut", { mayHaveArrived: true });
  if (answer.kind === "dropped") throw new SendFailure("dropped", { mayHaveArrived: true });
  return { status: answer.status, headers: new Headers(answer.headers), text: answer.text };
}

type Subject = {
  readonly id?: string | undefined;
  readonly source?: unknown;
  readonly holders?: readonly string[];
  row(): Row | undefined;
};

/** The object that a changing request is about. Reads have none: looking it up for each of thousands takes time. */
function subjectOf(simulator: Simulator, { method, body }: TransportRequest, path: string): Subject {
  const [, collection = "", id] = /\/api\/rest\/(\w+)(?:\/([^/?]+))?/.exec(path) ?? [];
  if (method === "GET" || !isMade(collection)) {
    return { id: collection === "import_session" ? id : undefined, row: () => undefined };
  }
  const holders = method === "DELETE" && id !== undefined ? { holders: holdersOf(simulator, collection, id) } : {};
  if (id !== undefined) return { id, ...holders, row: () => simulator.world.row(collection, id) };
  const given = JSON.parse(body ?? "{}");
  return { source: given.source_resource_id, row: () => bearerOf(simulator, collection, given) };
}

function noteSecrets(wire: Pick<Wire<never>, "secret">, answer: InjectedAnswer): void {
  if (answer.kind === "dropped") return;
  const { "set-cookie": cookie, "dell-emc-token": token } = answer.headers;
  const value = cookie && /=([^;]+)/.exec(cookie)?.[1];
  if (value) wire.secret(value);
  if (token) wire.secret(token);
}

/** States as the process has read them, alone, by name or in a list. */
function noteStates(seen: Map<string, string>, answer: InjectedAnswer): void {
  if (answer.kind === "dropped") return;
  for (const row of [answer.body].flat()) {
    const { id, state, remote_system_id: remoteSystem } = Object(row);
    if (typeof remoteSystem === "string") seen.set(String(id), String(state));
  }
}
