import { readFileSync } from "node:fs";
import https from "node:https";
import type { Socket } from "node:net";
import tls from "node:tls";
import { systemClock } from "../../clock";
import { tunnelled } from "./tunnel";

/** Whom to believe, and by which way to go: `Connection` says what each means. */
export type Route = {
  readonly insecure: boolean;
  readonly caCertificate?: string | undefined;
  readonly proxy?: string | undefined;
  /** How long a proxy may take to open the way. @default 30 */
  readonly timeoutSeconds?: number;
};

const DEFAULT_TUNNEL_SECONDS = 30;

/**
 * Connections are reused as long as the array keeps them. A changing request takes only one that was in use a moment ago: on one that the
 * array is just closing, after being idle, its outcome would be unknown for a reason that has nothing to do with it.
 * @param now milliseconds since some moment
 */
export function agentOf(route: Route, now = systemClock.monotonic): ArrayAgent {
  const { insecure, caCertificate, proxy, timeoutSeconds = DEFAULT_TUNNEL_SECONDS } = route;
  const options = {
    rejectUnauthorized: !insecure,
    // One context for all connections: a list under `ca` would be parsed anew for each, with all 150 built-in roots.
    ...(caCertificate !== undefined && { secureContext: contextWith(caCertificate) }),
    keepAlive: true,
    scheduling: "lifo",
  } as const;
  const agent = new ArrayAgent(options, now);
  return proxy === undefined ? agent : tunnelled(agent, proxy, timeoutSeconds);
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
const FRESH_MILLISECONDS = 1000;

/** Knows since when each of its connections has been idle. */
export class ArrayAgent extends https.Agent {
  readonly #now: () => number;
  readonly #idleSince = new WeakMap<Socket, number>();

  constructor(options: https.AgentOptions, now: () => number) {
    super(options);
    this.#now = now;
  }

  override keepSocketAlive(socket: Socket): boolean {
    this.#idleSince.set(socket, this.#now());
    // Node's documentation has it return whether the socket is kept; the types say nothing.
    return Boolean(super.keepSocketAlive(socket));
  }

  /**
   * Before a request is sent. Reads take the connection that was used last: what lies between may have forgotten the others. Changes take turns on those that
   * were used within a second, or one that rests between two bursts would have to be opened anew.
   */
  prepareFor(method: string): void {
    const isChange = method !== "GET";
    if (isChange) this.#closeIdle();
    // Node looks at it for each request; its types know it as an option only.
    Reflect.set(this, "scheduling", isChange ? "fifo" : "lifo");
  }

  #closeIdle(): void {
    const oldest = this.#now() - FRESH_MILLISECONDS;
    for (const socket of Object.values(this.freeSockets).flatMap((each) => each ?? [])) {
      if ((this.#idleSince.get(socket) ?? 0) < oldest) socket.destroy();
    }
  }
}
