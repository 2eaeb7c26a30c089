/** HTTPS by fastify: sockets on one side, `Outcome`s on the other. Routing is not fastify's: see `wire.ts` for why. */
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { ServerCertificate } from "./certificate";
import { type Answer, type Outcome, toText, type WireRequest } from "./wire";

/** Large enough for the snapshot of a large world; the API has a limit of its own. */
const maxBodyBytes = 512 * 1024 * 1024;

export type Serve = (request: WireRequest) => Promise<Outcome>;

/** A server that listens nowhere yet. */
export function createServer(certificate: ServerCertificate, serve: Serve) {
  const server = fastify({
    https: { key: certificate.privateKey, cert: certificate.certificate },
    bodyLimit: maxBodyBytes,
    // A client that keeps its connection open must not keep close() waiting.
    forceCloseConnections: true,
    // All paths in one route: odd ones are the API's to refuse, with the vendor's error body.
    rewriteUrl: () => "/",
  });
  // Content types are the API's to judge, also malformed ones: to fastify every body is bytes.
  server.addHook("onRequest", (request, _reply, done) => {
    // A GET has no body to look at, and headers that were replaced take fastify longer than all else that it does.
    if (request.method !== "GET") request.headers = { "content-type": "application/octet-stream" };
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  const handle = async (request: FastifyRequest, reply: FastifyReply) =>
    deliver(await serve(toWireRequest(request)), request, reply);
  server.all("/", handle);
  // Methods that fastify does not route by itself are the API's to refuse, too.
  server.setNotFoundHandler(handle);
  return server;
}

function toWireRequest(request: FastifyRequest): WireRequest {
  return {
    method: request.method,
    target: request.originalUrl,
    headers: request.raw.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
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
