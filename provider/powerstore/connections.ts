import type { ClientRequest, IncomingMessage } from "node:http";
import https from "node:https";
import tls from "node:tls";

/** Whom to believe: `Connection` says what each means. */
export type Trust = { readonly insecure: boolean; readonly caCertificate?: string | undefined };

export type Agents = { readonly reads: https.Agent; readonly changes: https.Agent };

/**
 * Reads reuse connections. A changing request gets one of its own: on a reused one that the array is just closing its
 * outcome would be unknown, for a reason that has nothing to do with it.
 */
export function agentsOf({ insecure, caCertificate }: Trust): Agents {
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
export function watchedRequest(onSecured: () => void) {
  return (options: https.RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
    const request = https.request(options, onAnswer);
    request.once("socket", (socket) => {
      if (request.reusedSocket) onSecured();
      else socket.once("secureConnect", onSecured);
    });
    return request;
  };
}
