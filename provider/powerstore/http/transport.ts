import type https from "node:https";
import { linkAbort } from "../../abort";
import { afterSeconds } from "../../clock";
import { type Agents, agentsOf, type Route } from "./agents";
import type { Connection, Target, Transport, TransportAnswer, TransportRequest } from "./contract";
import { exchange } from "./exchange";
import { lookAtCertificate, subjectsIn } from "./peerCertificate";
import { kindOfFailure, SendFailure, type SendFailureKind } from "./sendFailure";
import { openTunnel } from "./tunnel";

export type TransportOptions = Route & {
  readonly hints?: Connection["hints"];
  /** @default 16 MiB: a page of 2000 import sessions, the array's largest, has about 3. */
  readonly maximumBytes?: number;
};

const MAXIMUM_BYTES = 16 * 1024 * 1024;

/**
 * The real transport. It never follows a redirect, which would hand the credentials to somebody whom the user did not name, and goes through
 * a proxy only if the connection names one (docs/decisions/019). Time-outs run on the real clock, also in tests: the network does not know another.
 */
export function httpsTransport(options: TransportOptions): Transport {
  let agents: Agents | undefined;
  return {
    close: () => {
      for (const agent of Object.values(agents ?? {})) agent.destroy();
    },
    send: (request) => {
      agents ??= agentsOf(options);
      const agent = request.method === "GET" ? agents.reads : agents.changes;
      return sendOver(agent, request, options);
    },
  };
}

async function sendOver(
  agent: https.Agent,
  request: TransportRequest,
  options: TransportOptions,
): Promise<TransportAnswer> {
  const { maximumBytes = MAXIMUM_BYTES } = options;
  const attempt = linkAbort(request.signal);
  const progress = { isSecured: false, hasTimedOut: false };
  const endTimer = afterSeconds(request.timeoutSeconds, () => {
    progress.hasTimedOut = true;
    attempt.abort();
  });
  const onSecured = () => {
    progress.isSecured = true;
  };
  try {
    return await exchange(request, { agent, onSecured, maximumBytes, signal: attempt.signal });
  } catch (thrown) {
    const failure = toSendFailure(thrown, { ...progress, isStopped: request.signal?.aborted === true });
    throw await inContext(failure, request, options, attempt.signal);
  } finally {
    endTimer();
    attempt.unlink();
  }
}

type Situation = { readonly isSecured: boolean; readonly hasTimedOut: boolean; readonly isStopped: boolean };

function toSendFailure(thrown: unknown, situation: Situation): SendFailure {
  const mayHaveArrived = situation.isSecured;
  if (situation.isStopped) return new SendFailure("stopped", { mayHaveArrived });
  if (situation.hasTimedOut) return new SendFailure(mayHaveArrived ? "timedOut" : "noConnection", { mayHaveArrived });
  if (thrown instanceof SendFailure) return thrown;
  const { code, alert } = codesOf(thrown);
  const kind = kindOfFailure(code, mayHaveArrived, alert);
  const shown = alert === undefined ? code : `TLS alert ${alert}`;
  return new SendFailure(kind, { mayHaveArrived: kind === "dropped" && mayHaveArrived, code: shown });
}

/** OpenSSL's errors name the alert that they are about in their text only. */
function codesOf(thrown: unknown): { readonly code?: string | undefined; readonly alert?: number } {
  if (!(thrown instanceof Error)) return {};
  const code: unknown = Reflect.get(thrown, "code");
  const alert = /SSL alert number (\d+)/.exec(thrown.message)?.[1];
  return { code: typeof code === "string" ? code : undefined, ...(alert !== undefined && { alert: Number(alert) }) };
}

async function inContext(
  failure: SendFailure,
  request: TransportRequest,
  { proxy, caCertificate, hints }: TransportOptions,
  signal: AbortSignal,
): Promise<SendFailure> {
  if (failure.kind === "certificate") {
    const openSocket = proxy === undefined ? undefined : (to: Target, stop: AbortSignal) => openTunnel(proxy, to, stop);
    const { timeoutSeconds } = request;
    const certificate = await lookAtCertificate(request.url, { timeoutSeconds, signal, openSocket });
    const trusted = caCertificate === undefined ? [] : subjectsIn(caCertificate);
    return new SendFailure("certificate", failure, { certificate, trusted, hint: hints?.certificate });
  }
  if (!unreachableKinds.has(failure.kind)) return failure;
  if (failure.circumstances.proxy !== undefined) return failure;
  const hint = proxy === undefined ? hints?.unreachable : `the way there leads through the proxy ${proxy}`;
  return new SendFailure(failure.kind, failure, { hint });
}

const unreachableKinds: ReadonlySet<SendFailureKind> = new Set([
  "refused",
  "unknownHost",
  "unreachable",
  "noConnection",
]);
