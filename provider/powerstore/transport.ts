import type https from "node:https";
import { systemClock } from "../clock";
import { linkAbort } from "./abort";
import { type Agents, agentsOf, type Trust } from "./connections";
import { exchange } from "./exchange";
import { kindOfFailure, SendFailure } from "./sendFailure";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type TransportRequest = {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Seconds from sending to the last byte of the answer. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
};

export type TransportAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** One request, one answer of whatever status. */
export interface Transport {
  /** Throws SendFailure and nothing else. */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Closes the connections kept for reuse. */
  close(): void;
}

export type TransportOptions = Trust & {
  /** @default 16 MiB: a page of 2000 import sessions, the array's largest, has about 3. */
  readonly maximumBytes?: number;
};

const MAXIMUM_BYTES = 16 * 1024 * 1024;

/**
 * The real transport. It never follows a redirect and ignores proxy variables: both would hand the credentials to somebody
 * whom the user did not name. Time-outs run on the real clock, also in tests: the network does not know another.
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
      return sendOver(agent, request, options.maximumBytes ?? MAXIMUM_BYTES);
    },
  };
}

async function sendOver(agent: https.Agent, request: TransportRequest, maximumBytes: number): Promise<TransportAnswer> {
  const attempt = linkAbort(request.signal);
  const progress = { isSecured: false, hasTimedOut: false };
  const giveUp = () => {
    progress.hasTimedOut = true;
    attempt.abort();
  };
  systemClock.sleep(request.timeoutSeconds, attempt.signal).then(giveUp, () => undefined);
  const onSecured = () => {
    progress.isSecured = true;
  };
  try {
    return await exchange(request, { agent, onSecured, maximumBytes, signal: attempt.signal });
  } catch (thrown) {
    throw toSendFailure(thrown, { ...progress, isStopped: request.signal?.aborted === true });
  } finally {
    // Ends the timer.
    attempt.abort();
    attempt.unlink();
  }
}

type Situation = { readonly isSecured: boolean; readonly hasTimedOut: boolean; readonly isStopped: boolean };

function toSendFailure(thrown: unknown, situation: Situation): SendFailure {
  const mayHaveArrived = situation.isSecured;
  if (situation.isStopped) return new SendFailure("stopped", { mayHaveArrived });
  if (situation.hasTimedOut) return new SendFailure(mayHaveArrived ? "timedOut" : "noConnection", { mayHaveArrived });
  if (thrown instanceof SendFailure) return thrown;
  const code = codeOf(thrown);
  return new SendFailure(kindOfFailure(code, mayHaveArrived), { mayHaveArrived, code });
}

function codeOf(thrown: unknown): string | undefined {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}
