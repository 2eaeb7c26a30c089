/** HTTPS by Node's own server: sockets on one side, `Outcome`s on the other. Why no framework: docs/decisions/031. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { isControl, isSnapshotPut } from "../control/control";
import type { Connections } from "../http/connections";
import { defaultServerTimes, MAX_API_BODY_BYTES, MAX_CONTROL_BODY_BYTES, MAX_SNAPSHOT_BYTES } from "../http/limits";
import { type Answer, jsonAnswer, type Outcome, toText, type WireRequest } from "../http/wire";
import type { ServerCertificate } from "./certificate";

export type Serve = (request: WireRequest) => Promise<Outcome>;

export interface HttpsListener {
  /** Resolves with the origin, `https://127.0.0.1:PORT`; rejects with the system's error (`EADDRINUSE`, ...). */
  listen(at: { readonly port: number; readonly host: string }): Promise<string>;
  /** Ends all connections and waits. */
  close(): Promise<void>;
}

export type ServerOptions = {
  readonly times?: typeof defaultServerTimes;
  /** The clock that dates the answers, in milliseconds since 1970: an array has its own, be it off. @default the machine's */
  readonly now?: () => number;
  /** Is told of each connection that was secured. @default nobody is */
  readonly connections?: Connections;
};

/** A server that listens nowhere yet. */
export function createServer(
  certificate: ServerCertificate,
  serve: Serve,
  { times = defaultServerTimes, now, connections }: ServerOptions = {},
): HttpsListener {
  const server = createHttpsServer({
    key: certificate.privateKey,
    cert: certificate.certificate,
    connectionsCheckingInterval: times.checkMilliseconds,
    // Node takes the longer of the two times for that of the whole request, whichever it was given as.
    requestTimeout: times.requestMilliseconds,
    headersTimeout: times.requestMilliseconds,
    handshakeTimeout: times.requestMilliseconds,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  });
  const tellDate = createDateWriter(now);
  const handle = (request: IncomingMessage, response: ServerResponse) =>
    void answer(serve, tellDate, request, response);
  server.on("request", handle);
  // Who asks first need not send at all what is too long.
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (!declaresTooMuch(request)) response.writeContinue();
    handle(request, response);
  });
  if (connections) server.on("secureConnection", (socket: Socket) => socket.once("close", connections.begin()));
  const endConnections = watchConnections(server);
  return {
    async listen(at) {
      server.listen(at);
      await once(server, "listening");
      const { address, family, port } = server.address() as AddressInfo;
      return `https://${family === "IPv6" ? `[${address}]` : address}:${port}`;
    },
    async close() {
      endConnections();
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

/** As long as most clients keep theirs: one that is taken up again at the last moment would find it ended. */
const KEEP_ALIVE_MILLISECONDS = 72_000;

/**
 * A client that keeps its connection open must not keep close() waiting. Done here, for Node's closeAllConnections() knows
 * nothing of connections that have not said a word of TLS yet.
 */
function watchConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  let isClosing = false;
  server.on("connection", (socket: Socket) => {
    if (isClosing) socket.destroy();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () => {
    isClosing = true;
    for (const socket of sockets) socket.destroy();
  };
}

/** The date for a header; undefined where Node is to write the machine's. */
type TellDate = () => string | undefined;

/** Headers tell whole seconds, and the text takes longer to write than a small answer to find. */
function createDateWriter(now: (() => number) | undefined): TellDate {
  if (now === undefined) return () => undefined;
  let last = { second: Number.NaN, text: "" };
  return () => {
    const second = Math.floor(now() / 1000);
    if (second !== last.second) last = { second, text: new Date(second * 1000).toUTCString() };
    return last.text;
  };
}

async function answer(
  serve: Serve,
  tellDate: TellDate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { method = "", url: target = "", headers } = request;
    const received = bodyOf(request);
    const { body, bodyBytes } = received instanceof Promise ? await received : received;
    deliver(await serve({ method, target, headers, body, bodyBytes }), response, tellDate());
  } catch (error) {
    // A bug must be seen; a client that has gone in the middle of its request is not there to see anything.
    const text = error instanceof Error ? error.message : String(error);
    if (request.destroyed || response.headersSent) response.destroy();
    else send(jsonAnswer(500, { error: text }), response, tellDate());
  }
}

function deliver(outcome: Outcome, response: ServerResponse, date: string | undefined): void {
  switch (outcome.kind) {
    case "answered":
      send(outcome.answer, response, date);
      return;
    case "truncated":
      breakOff(outcome.answer, response, date);
      return;
    case "dropped":
      response.socket?.destroy();
  }
}

function send(answer: Answer, response: ServerResponse, date: string | undefined): void {
  if (answer.body === undefined) {
    response.writeHead(answer.status, headOf(answer, 0, date)).end();
    return;
  }
  const text = toText(answer);
  response.writeHead(answer.status, headOf(answer, Buffer.byteLength(text), date)).end(text);
}

/** Promises the whole body, sends the first half of it and ends the connection. */
function breakOff(answer: Answer, response: ServerResponse, date: string | undefined): void {
  const bytes = Buffer.from(toText(answer));
  response.writeHead(answer.status, headOf(answer, bytes.length, date));
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

/** Names and values in turn: of all forms that Node takes, the one that it need not copy. */
function headOf(answer: Answer, bytes: number, date: string | undefined): string[] {
  const head: string[] = [];
  for (const name in answer.headers) head.push(name, answer.headers[name] ?? "");
  if (answer.body !== undefined) head.push("Content-Type", answer.contentType ?? "application/json");
  // A 204 has no body, and so no length either.
  if (answer.status !== 204) head.push("Content-Length", String(bytes));
  if (date !== undefined) head.push("Date", date);
  return head;
}

const noBody: RequestBody = { body: Buffer.alloc(0), bodyBytes: 0 };

/** Of a GET without a body nothing is to be waited for; Node throws away by itself what nobody reads. */
function bodyOf(request: IncomingMessage): RequestBody | Promise<RequestBody> {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  const hasBody = (length !== undefined && length !== "0") || encoding !== undefined;
  return hasBody ? receiveBody(request) : noBody;
}

type RequestBody = {
  /** Empty for a body that is longer than the limit. */
  readonly body: Buffer;
  /** Of one that is longer: as many as its sender declared, or as had come when it was refused. */
  readonly bodyBytes: number;
};

/** How long the body of a request may be. */
function bodyLimitOf({ method = "", url = "" }: IncomingMessage): number {
  if (!isControl(url)) return MAX_API_BODY_BYTES;
  return isSnapshotPut(method, url) ? MAX_SNAPSHOT_BYTES : MAX_CONTROL_BODY_BYTES;
}

/** Whether a request declares a body that it need not send. */
function declaresTooMuch(request: IncomingMessage): boolean {
  return declaredBytes(request) > bodyLimitOf(request);
}

function declaredBytes({ headers }: IncomingMessage): number {
  return Number(headers["content-length"] ?? 0);
}

/**
 * Resolves as soon as a body is known to be too long, and throws away what still comes of it. Only to a client that ends the
 * connection with its request the answer has to wait for the end of the body, or it would find a broken connection in its
 * place. How long that may take is for the server's time-out to say.
 */
function receiveBody(request: IncomingMessage): Promise<RequestBody> {
  const limit = bodyLimitOf(request);
  const isPatient = /\bclose\b/i.test(request.headers.connection ?? "") && request.headers.expect === undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bodyBytes = 0;
    let isTooLong = declaresTooMuch(request);
    if (isTooLong && !isPatient) resolve({ body: noBody.body, bodyBytes: declaredBytes(request) });
    request.on("data", (chunk: Buffer) => {
      bodyBytes += chunk.length;
      isTooLong ||= bodyBytes > limit;
      if (!isTooLong) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      if (!isPatient) resolve({ body: noBody.body, bodyBytes });
    });
    request.on("end", () => resolve({ body: isTooLong ? noBody.body : Buffer.concat(chunks), bodyBytes }));
    request.on("error", reject);
  });
}
