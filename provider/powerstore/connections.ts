import type { ClientRequest } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import tls from "node:tls";

/** Whom to believe: `Connection` says what each means. */
export type Trust = { readonly insecure: boolean; readonly caCertificate?: string | undefined };

export type Agents = { readonly reads: https.Agent; readonly changes: https.Agent };

/**
 * Reads reuse connections as long as the array keeps them. A changing request takes only one that was in use a moment ago: on one that the array
 * is just closing, after being idle, its outcome would be unknown for a reason that has nothing to do with it.
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
    changes: new BriefAgent({ ...trust, keepAlive: true, scheduling: "lifo" }),
  };
}

/** Web servers keep an idle connection for some seconds at least. */
const IDLE_MILLISECONDS = 1000;

/** Closes connections that nobody wants again within a second. */
class BriefAgent extends https.Agent {
  override keepSocketAlive(socket: Socket): boolean {
    // Node's documentation has it return whether the socket is kept; the types say nothing.
    const isKept = Boolean(super.keepSocketAlive(socket));
    // A free socket that times out is destroyed by the agent.
    socket.setTimeout(IDLE_MILLISECONDS);
    return isKept;
  }

  override reuseSocket(socket: Socket, request: ClientRequest): void {
    socket.setTimeout(0);
    super.reuseSocket(socket, request);
  }
}
