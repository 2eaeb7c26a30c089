import type { ClientRequest, IncomingMessage } from "node:http";
import https from "node:https";
import type { AxiosInstance, AxiosStatic } from "axios";
import { SendFailure } from "./sendFailure";
import type { TransportAnswer, TransportRequest } from "./transport";

export type ExchangeOptions = {
  readonly agent: https.Agent;
  /** Called when the connection is ready to carry the request: up to then nothing can have arrived. */
  readonly onSecured: () => void;
  readonly maximumBytes: number;
  /** Ends the exchange at once. */
  readonly signal: AbortSignal;
};

/**
 * Sends a request with axios. Rejects with what Node says about the connection and nothing that axios makes of it, for an AxiosError holds
 * the request with password and token; or with the SendFailure `tooLarge`. What is switched off, and what it costs: docs/decisions/025.
 */
export async function exchange(request: TransportRequest, options: ExchangeOptions): Promise<TransportAnswer> {
  const { agent, signal, onSecured, maximumBytes } = options;
  try {
    const { status, headers, data } = await client().request<string>({
      method: request.method,
      url: request.url,
      headers: request.headers,
      data: request.body,
      httpsAgent: agent,
      transport: { request: watched(onSecured) },
      maxContentLength: maximumBytes,
      signal,
    });
    return { status, headers: toHeaders(headers), text: data };
  } catch (thrown) {
    throw causeOf(thrown);
  }
}

let instance: AxiosInstance | undefined;

/** Loaded with the first request: it takes longer than all the rest of the client, and a preview often needs no array. */
function client(): AxiosInstance {
  instance ??= (require("axios") as AxiosStatic).create({
    adapter: "http",
    proxy: false,
    maxRedirects: 0,
    responseType: "text",
    // JSON is read where it is checked, and written where the request is made.
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
    headers: {
      Accept: "application/json",
      "Accept-Encoding": "gzip",
      "User-Agent": "pulumi-powerstore-import",
      // By itself it calls a POST without a body a form, which an API of JSON may answer with 415.
      "Content-Type": false,
    },
  });
  return instance;
}

/** Node's own client, with an ear at the connection. */
function watched(onSecured: () => void) {
  return (options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
    const request = https.request(options, onAnswer);
    request.once("socket", (socket) => {
      if (request.reusedSocket) onSecured();
      else socket.once("secureConnect", onSecured);
    });
    return request;
  };
}

function toHeaders(received: object): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each));
  }
  return headers;
}

/** Of what axios throws, Node's error; it has one code for all answers that it does not like, and only the text tells this one from a broken stream. */
function causeOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if (thrown.message.startsWith("maxContentLength")) return new SendFailure("tooLarge", { mayHaveArrived: true });
  return thrown.cause ?? Object.assign(new Error(thrown.message), { code: Reflect.get(thrown, "code") });
}
