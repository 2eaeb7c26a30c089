import type { ClientRequest, IncomingMessage } from "node:http";
import https from "node:https";
import tls from "node:tls";
import type { AxiosStatic } from "axios";
import { systemClock } from "../clock";
import { linkAbort } from "./abort";
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

export type TransportOptions = {
  readonly insecure: boolean;
  readonly caCertificate?: string | undefined;
  /** @default 16 MiB: a page of 2000 import sessions, the array's largest, has about 3. */
  readonly maximumBytes?: number;
};

const MAXIMUM_BYTES = 16 * 1024 * 1024;

// Loaded with the first request: it costs more time than the rest of the client, and a preview often needs no array.
const loadAxios = (): AxiosStatic => require("axios");

// Without the `false`, axios declares a POST without a body as a form, which an API of JSON may answer with 415.
const ownHeaders = { Accept: "application/json", "User-Agent": "pulumi-powerstore-import", "Content-Type": false };

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
    send: async (request) => {
      agents ??= agentsOf(options);
      const attempt = linkAbort(request.signal);
      const progress = { isSecured: false, hasTimedOut: false };
      systemClock.sleep(request.timeoutSeconds, attempt.signal).then(
        () => {
          progress.hasTimedOut = true;
          attempt.abort();
        },
        () => undefined,
      );
      try {
        const answer = await loadAxios().request<string>({
          adapter: "http",
          method: request.method,
          url: request.url,
          headers: { ...ownHeaders, ...request.headers },
          data: request.body,
          signal: attempt.signal,
          httpsAgent: request.method === "GET" ? agents.reads : agents.changes,
          transport: { request: watchedRequest(() => (progress.isSecured = true)) },
          proxy: false,
          maxRedirects: 0,
          maxContentLength: options.maximumBytes ?? MAXIMUM_BYTES,
          responseType: "text",
          transformResponse: [(text) => text],
          validateStatus: () => true,
        });
        return { status: answer.status, headers: toHeaders(answer.headers), text: String(answer.data ?? "") };
      } catch (thrown) {
        throw toSendFailure(thrown, { ...progress, isStopped: request.signal?.aborted === true });
      } finally {
        attempt.abort();
        attempt.unlink();
      }
    },
  };
}

type Agents = { readonly reads: https.Agent; readonly changes: https.Agent };

/**
 * Reads reuse connections. A changing request gets one of its own: on a reused one that the array is just closing its
 * outcome would be unknown, for a reason that has nothing to do with it.
 */
function agentsOf({ insecure, caCertificate }: TransportOptions): Agents {
  const trust = {
    rejectUnauthorized: !insecure,
    // One context for all connections: a list under `ca` would be parsed anew for each, with all 150 built-in roots. They
    // are named because `ca` replaces them; without it, Node's own choice stays (NODE_EXTRA_CA_CERTS included).
    ...(caCertificate !== undefined && {
      secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, caCertificate] }),
    }),
  };
  return {
    reads: new https.Agent({ ...trust, keepAlive: true, scheduling: "lifo" }),
    changes: new https.Agent({ ...trust, keepAlive: false }),
  };
}

/** `https.request` that tells when the connection is ready to carry the request: up to then nothing can have arrived. */
function watchedRequest(onSecured: () => void) {
  return (options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
    const request = https.request(options, onAnswer);
    request.once("socket", (socket) => {
      if (request.reusedSocket) onSecured();
      else socket.once("secureConnect", onSecured);
    });
    return request;
  };
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
