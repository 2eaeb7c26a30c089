import { readFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import tls from "node:tls";
import { tunnelled } from "./tunnel";

/** Whom to believe, and by which way to go: `Connection` says what each means. */
export type Route = {
  readonly insecure: boolean;
  readonly caCertificate?: string | undefined;
  readonly proxy?: string | undefined;
};

export type Agents = { readonly reads: https.Agent; readonly changes: https.Agent };

/**
 * Reads reuse connections as long as the array keeps them. A changing request takes only one that was in use a moment ago: on one that the array
 * is just closing, after being idle, its outcome would be unknown for a reason that has nothing to do with it.
 */
export function agentsOf({ insecure, caCertificate, proxy }: Route): Agents {
  const options = {
    rejectUnauthorized: !insecure,
    // One context for all connections: a list under `ca` would be parsed anew for each, with all 150 built-in roots.
    ...(caCertificate !== undefined && { secureContext: contextWith(caCertificate) }),
    keepAlive: true,
    scheduling: "lifo",
  } as const;
  const reads = new https.Agent(options);
  const changes = new BriefAgent(options);
  if (proxy === undefined) return { reads, changes };
  return { reads: tunnelled(reads, proxy), changes: tunnelled(changes, proxy) };
}

/**
 * Trusts further certificates beside those that Node trusts anyway, which `ca` replaces. What is trusted need not be an authority that signed
 * itself: users have the array's own certificate, or that of the authority between, before they have any other.
 */
function contextWith(caCertificate: string): tls.SecureContext {
  return tls.createSecureContext({ ca: [...trustedByNode(), caCertificate], allowPartialTrustChain: true });
}

/** With what NODE_EXTRA_CA_CERTS, --use-system-ca and --use-openssl-ca say: Node tells since 22.15, before it is the variable's file. */
function trustedByNode(): readonly string[] {
  const tell: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof tell === "function") return tell("default") as string[];
  return [...tls.rootCertificates, ...extraCertificates(process.env.NODE_EXTRA_CA_CERTS)];
}

/** Node warns of a file that it cannot read when it starts, and goes on without it. */
function extraCertificates(file: string | undefined): readonly string[] {
  if (!file) return [];
  try {
    return [readFileSync(file, "latin1")];
  } catch {
    return [];
  }
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
