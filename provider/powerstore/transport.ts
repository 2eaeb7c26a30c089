import type https from "node:https";
import type { AxiosRequestConfig, AxiosStatic } from "axios";
import { systemClock } from "../clock";
import { linkAbort } from "./abort";
import { type Agents, agentsOf, type Trust, watchedRequest } from "./connections";
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

// Loaded with the first request: it costs more time than the rest of the client, and a preview often needs no array.
const loadAxios = (): AxiosStatic => require("axios");

// Without the `false`, axios declares a POST without a body as a form, which an API of JSON may answer with 415.
const ownHeaders = { Accept: "application/json", "User-Agent": "pulumi-powerstore-import", "Content-Type": false };

const fixedConfig = {
  adapter: "http",
  proxy: false,
  maxRedirects: 0,
  responseType: "text",
  transformResponse: (text: unknown) => text,
  validateStatus: () => true,
} as const satisfies AxiosRequestConfig;

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
    const answer = await loadAxios().request<string>({
      ...fixedConfig,
      method: request.method,
      url: request.url,
      headers: { ...ownHeaders, ...request.headers },
      data: request.body,
      signal: attempt.signal,
      httpsAgent: agent,
      transport: { request: watchedRequest(onSecured) },
      maxContentLength: maximumBytes,
    });
    return { status: answer.status, headers: toHeaders(answer.headers), text: String(answer.data ?? "") };
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
  const code = textOf(thrown, "code");
  // axios 1.21 has one code for all bad answers; only the text tells this one from a broken stream.
  if (textOf(thrown, "message")?.startsWith("maxContentLength")) return new SendFailure("tooLarge", { mayHaveArrived });
  return new SendFailure(kindOfFailure(code, mayHaveArrived), { mayHaveArrived, code });
}

function textOf(thrown: unknown, property: "code" | "message"): string | undefined {
  const value: unknown = thrown instanceof Error ? Reflect.get(thrown, property) : undefined;
  return typeof value === "string" ? value : undefined;
}

function toHeaders(raw: object): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each));
  }
  return headers;
}
