import type { IncomingMessage } from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { unzip } from "node:zlib";
import { onAbort } from "../onAbort";
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

const ownHeaders = { Accept: "application/json", "Accept-Encoding": "gzip", "User-Agent": "pulumi-powerstore-import" };

/**
 * Sends a request with Node's own client, which follows no redirect and knows no proxy. Rejects with whatever Node has to say, or with
 * the SendFailure `tooLarge`. Why no library: docs/decisions/013.
 */
export function exchange(request: TransportRequest, options: ExchangeOptions): Promise<TransportAnswer> {
  return new Promise<TransportAnswer>((resolve, reject) => {
    const { method, url, body } = request;
    const { agent, signal, onSecured, maximumBytes } = options;
    const outgoing = https.request(url, { method, agent, headers: { ...ownHeaders, ...request.headers } });
    outgoing.once("socket", (socket) => {
      if (outgoing.reusedSocket) onSecured();
      else socket.once("secureConnect", onSecured);
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
    outgoing.end(body);
  });
}

async function toAnswer(incoming: IncomingMessage, maximumBytes: number): Promise<TransportAnswer> {
  const sent = await collect(incoming, maximumBytes);
  const isZipped = incoming.headers["content-encoding"] === "gzip";
  const bytes = isZipped ? await unzipped(sent, maximumBytes) : sent;
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return { status: incoming.statusCode ?? 0, headers, text: new TextDecoder().decode(bytes) };
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
