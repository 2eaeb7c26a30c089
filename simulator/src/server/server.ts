/** HTTPS by fastify: sockets on one side, `Outcome`s on the other. Routing is not fastify's: see `wire.ts` for why. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { isControl, isSnapshotPut } from "../control/control";
import { defaultServerTimes, maxApiBodyBytes, maxControlBodyBytes, maxSnapshotBytes } from "../http/limits";
import { type Answer, type Outcome, toText, type WireRequest } from "../http/wire";
import type { ServerCertificate } from "./certificate";

export type Serve = (request: WireRequest) => Promise<Outcome>;

/** A server that listens nowhere yet. */
export function createServer(certificate: ServerCertificate, serve: Serve, times = defaultServerTimes) {
  const server = fastify({
    https: {
      key: certificate.privateKey,
      cert: certificate.certificate,
      connectionsCheckingInterval: times.checkMilliseconds,
      // Node takes the longer of the two times for that of the whole request, whichever it was given as.
      headersTimeout: times.requestMilliseconds,
      handshakeTimeout: times.requestMilliseconds,
    },
    // Without it fastify waits for ever for the end of a request.
    requestTimeout: times.requestMilliseconds,
    // All paths in one route: odd ones are the API's to refuse, with the vendor's error body.
    rewriteUrl: () => "/",
  });
  // Content types are the API's to judge, also malformed ones: to fastify every body is bytes.
  server.addHook("onRequest", (request, _reply, done) => {
    // A GET has no body to look at, and headers that were replaced take fastify longer than all else that it does.
    if (request.method !== "GET") request.headers = { "content-type": "application/octet-stream" };
    done();
  });
  endConnectionsOnClose(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (request: FastifyRequest, payload: IncomingMessage) =>
    readBody(payload, { method: request.method, url: request.originalUrl, headers: request.raw.headers }),
  );
  // Who asks first need not send at all what is too long.
  server.server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (!declaresTooMuch(request)) response.writeContinue();
    server.server.emit("request", request, response);
  });
  const handle = async (request: FastifyRequest, reply: FastifyReply) =>
    deliver(await serve(toWireRequest(request)), request, reply);
  server.all("/", handle);
  // Methods that fastify does not route by itself are the API's to refuse, too.
  server.setNotFoundHandler(handle);
  return server;
}

/**
 * A client that keeps its connection open must not keep close() waiting. Done here, for Node's closeAllConnections() knows
 * nothing of connections that have not said a word of TLS yet.
 */
function endConnectionsOnClose(server: FastifyInstance<HttpsServer>): void {
  const sockets = new Set<Socket>();
  let isClosing = false;
  server.server.on("connection", (socket: Socket) => {
    if (isClosing) socket.destroy();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.addHook("preClose", async () => {
    isClosing = true;
    for (const socket of sockets) socket.destroy();
  });
}

const noBody: RequestBody = { body: Buffer.alloc(0), bodyBytes: 0 };

function toWireRequest(request: FastifyRequest): WireRequest {
  const { body, bodyBytes } = (request.body as RequestBody | undefined) ?? noBody;
  return {
    method: request.method,
    target: request.originalUrl,
    headers: request.raw.headers,
    body,
    bodyBytes,
  };
}

function deliver(outcome: Outcome, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  switch (outcome.kind) {
    case "answered":
      return send(outcome.answer, reply);
    case "truncated":
      reply.hijack();
      breakOff(outcome.answer, reply);
      return reply;
    case "dropped":
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
  }
}

function send(answer: Answer, reply: FastifyReply): FastifyReply {
  reply.code(answer.status).headers(answer.headers);
  if (answer.body === undefined) return reply.send();
  return reply.type(answer.contentType ?? "application/json").send(toText(answer));
}

/** Promises the whole body, sends the first half of it and ends the connection. */
function breakOff(answer: Answer, reply: FastifyReply): void {
  const bytes = Buffer.from(toText(answer));
  reply.raw.writeHead(answer.status, {
    ...answer.headers,
    "Content-Type": "application/json",
    "Content-Length": bytes.length,
  });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy());
}

export type RequestBody = {
  /** Empty for a body that is longer than the limit. */
  readonly body: Buffer;
  /** Of one that is longer: as many as its sender declared, or as had come when it was refused. */
  readonly bodyBytes: number;
};

type Head = { readonly method?: string; readonly url?: string; readonly headers: IncomingMessage["headers"] };

/** How long the body of a request may be. */
function bodyLimitOf({ method = "", url = "" }: Pick<Head, "method" | "url">): number {
  if (!isControl(url)) return maxApiBodyBytes;
  return isSnapshotPut(method, url) ? maxSnapshotBytes : maxControlBodyBytes;
}

/** Whether a request declares a body that it need not send. */
function declaresTooMuch(head: Head): boolean {
  return declaredBytes(head) > bodyLimitOf(head);
}

function declaredBytes({ headers }: Head): number {
  return Number(headers["content-length"] ?? 0);
}

/**
 * Resolves as soon as a body is known to be too long, and throws away what still comes of it. Only to a client that ends the
 * connection with its request the answer has to wait for the end of the body, or it would find a broken connection in its
 * place. How long that may take is for the server's time-out to say.
 */
export function readBody(request: IncomingMessage, head: Head): Promise<RequestBody> {
  const limit = bodyLimitOf(head);
  const isPatient = /\bclose\b/i.test(head.headers.connection ?? "") && head.headers.expect === undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bodyBytes = 0;
    let isTooLong = declaresTooMuch(head);
    if (isTooLong && !isPatient) resolve({ body: empty, bodyBytes: declaredBytes(head) });
    request.on("data", (chunk: Buffer) => {
      bodyBytes += chunk.length;
      isTooLong ||= bodyBytes > limit;
      if (!isTooLong) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      if (!isPatient) resolve({ body: empty, bodyBytes });
    });
    request.on("end", () => resolve({ body: isTooLong ? empty : Buffer.concat(chunks), bodyBytes }));
    request.on("error", reject);
  });
}

const empty = Buffer.alloc(0);
