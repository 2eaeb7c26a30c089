import type { IncomingMessage } from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { unzip } from "node:zlib";
import type { AxiosStatic, InternalAxiosRequestConfig } from "axios";
import { linkAbort, onAbort } from "../../abort";
import { afterSeconds } from "../../clock";
import { type ArrayAgent, agentOf, type Route } from "./agents";
import type { AnswerHeaders, Connection, Transport, TransportAnswer, TransportRequest } from "./contract";
import { explainFailure } from "./explainFailure";
import { SendFailure } from "./sendFailure";

export type TransportOptions = Route & {
  readonly hints?: Connection["hints"];
  /** @default 16 MiB: a page of 2000 import sessions, the array's largest, has about 3. */
  readonly maximumBytes?: number;
  /** Of the ages of connections. @default the machine's clock */
  readonly monotonic?: () => number;
};

const MAXIMUM_BYTES = 16 * 1024 * 1024;

/**
 * The real transport. It never follows a redirect, which would hand the credentials to somebody whom the user did not name, and goes through
 * a proxy only if the connection names one (docs/decisions/019). Time-outs run on the real clock, also in tests: the network does not know another.
 */
export function httpsTransport(options: TransportOptions): Transport {
  let agent: ArrayAgent | undefined;
  return {
    close: () => agent?.destroy(),
    send: (request) => {
      agent ??= agentOf(options, options.monotonic);
      agent.prepareFor(request.method);
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
  const bodyOnceSecured = () => {
    const body = bodyOf(request);
    progress.isSecured = true;
    return body;
  };
  try {
    return await exchange(request, { agent, bodyOnceSecured, maximumBytes, signal: attempt.signal });
  } catch (thrown) {
    const situation = { ...progress, isStopped: request.signal?.aborted === true };
    throw await explainFailure(thrown, situation, request, options, attempt.signal);
  } finally {
    endTimer();
    attempt.unlink();
  }
}

/** What is to be sent now. */
export const bodyOf = ({ body, bodyAtSending }: TransportRequest): string | undefined =>
  bodyAtSending ? bodyAtSending() : body;

type ExchangeOptions = {
  readonly agent: https.Agent;
  /**
   * Called when the connection is ready to carry the request: up to then nothing can have arrived, and nothing ever does where it throws. To connect may take
   * as long as the request's time-out; what is sent is what is right after that.
   */
  readonly bodyOnceSecured: () => string | undefined;
  readonly maximumBytes: number;
  /** Ends the exchange at once. */
  readonly signal: AbortSignal;
};

/**
 * Sends a request with axios, through an adapter of our own: one that follows no redirect, knows no proxy, and makes neither a form nor a stream of a
 * text (docs/decisions/025). Rejects with whatever Node has to say about the connection, never with an AxiosError, which holds the request with
 * password and token; or with the SendFailure `tooLarge`.
 */
async function exchange(request: TransportRequest, options: ExchangeOptions): Promise<TransportAnswer> {
  const { method, url, headers } = request;
  const { data } = await client().request<TransportAnswer>({
    method,
    url,
    headers,
    adapter: async (config) => ({ data: await send(config, options), status: 0, statusText: "", headers: {}, config }),
  });
  return data;
}

type Axios = InstanceType<AxiosStatic["Axios"]>;

let instance: Axios | undefined;

/**
 * Loaded with the first request: a preview often needs no array. axios's file for browsers is the same library without what its own adapter for Node
 * brings. The bare class has no defaults: those of `create` are merged anew for each request, and none of them is for us.
 */
function client(): Axios {
  if (instance) return instance;
  const axios = require("axios/dist/browser/axios.cjs") as AxiosStatic;
  instance = new axios.Axios({
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

function send({ method, url, headers }: InternalAxiosRequestConfig, options: ExchangeOptions) {
  return new Promise<TransportAnswer>((resolve, reject) => {
    const { agent, signal, bodyOnceSecured, maximumBytes } = options;
    const sent = headers.toJSON() as Record<string, string>;
    const outgoing = https.request(String(url), { method: String(method).toUpperCase(), agent, headers: sent });
    const go = () => {
      try {
        outgoing.end(bodyOnceSecured());
      } catch (objection) {
        outgoing.destroy();
        reject(objection);
      }
    };
    outgoing.once("socket", (socket) => {
      if (outgoing.reusedSocket) go();
      else socket.once("secureConnect", go);
    });
    outgoing.on("error", reject);
    outgoing.once("response", (incoming) => toAnswer(incoming, maximumBytes).then(resolve, reject));
    const stop = () => {
      const stopped = new Error("stopped");
      outgoing.destroy(stopped);
      // By itself it says so only once it has a connection, which a silent proxy never lets come to be.
      reject(stopped);
    };
    outgoing.once("close", onAbort(signal, stop));
  });
}

async function toAnswer(incoming: IncomingMessage, maximumBytes: number): Promise<TransportAnswer> {
  const sent = await collect(incoming, maximumBytes);
  const isZipped = incoming.headers["content-encoding"] === "gzip";
  const bytes = isZipped ? await unzipped(sent, maximumBytes) : sent;
  return { status: incoming.statusCode ?? 0, headers: headersOf(incoming), text: new TextDecoder().decode(bytes) };
}

function headersOf({ headersDistinct }: IncomingMessage): AnswerHeaders {
  return {
    get: (name) => headersDistinct[name.toLowerCase()]?.join(", ") ?? null,
    getSetCookie: () => headersDistinct["set-cookie"] ?? [],
  };
}

function collect(incoming: IncomingMessage, maximumBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maximumBytes) incoming.destroy(tooLarge());
    });
    incoming.once("end", () => resolve(Buffer.concat(chunks)));
    incoming.on("error", reject);
  });
}

async function unzipped(bytes: Buffer, maximumBytes: number): Promise<Buffer> {
  try {
    return await promisify(unzip)(bytes, { maxOutputLength: maximumBytes });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : error;
  }
}

const tooLarge = () => new SendFailure("tooLarge", { mayHaveArrived: true });
