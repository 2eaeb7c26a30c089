import http from "node:http";
import type https from "node:https";
import type { Socket } from "node:net";
import type { Target } from "./contract";
import { kindOfFailure, SendFailure } from "./sendFailure";

/**
 * A way through an HTTP proxy (CONNECT, RFC 9110 9.3.6). TLS goes through it, from here to the array: the proxy sees the array's name and port
 * and nothing that is sent. Rejects with a SendFailure: nothing can have arrived. Why no library: docs/decisions/019.
 * @param timeoutSeconds how long the proxy may take
 */
export function openTunnel(
  proxy: string,
  target: Target,
  timeoutSeconds: number,
  signal?: AbortSignal,
): Promise<Socket> {
  const { hostname, port } = new URL(proxy);
  const authority = `${target.host.includes(":") ? `[${target.host}]` : target.host}:${target.port}`;
  const fail = (kind: SendFailure["kind"], code: string | undefined) =>
    new SendFailure(kind, { mayHaveArrived: false, code }, { proxy });
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port || 80,
      method: "CONNECT",
      path: authority,
      headers: { Host: authority },
      agent: false,
      // Before the time of the request itself is over, which knows nothing of a proxy.
      timeout: Math.max(timeoutSeconds / 2, timeoutSeconds - 1) * 1000,
      ...(signal && { signal }),
    });
    request.once("connect", ({ statusCode = 0 }, socket) => {
      socket.setTimeout(0);
      if (statusCode >= 200 && statusCode < 300) return resolve(socket);
      socket.destroy();
      // 5xx is the proxy's word for an array that refuses it, or does not answer; all else is about whoever asks.
      reject(fail(statusCode >= 500 ? "proxyFailed" : "proxyRefused", `HTTP ${statusCode}`));
    });
    request.once("timeout", () => void request.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    request.once("error", (error: NodeJS.ErrnoException) => reject(fail(kindOfFailure(error.code, false), error.code)));
    request.end();
  });
}

/** Has an agent make its connections through a proxy. */
export function tunnelled<T extends https.Agent>(agent: T, proxy: string, timeoutSeconds: number): T {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const target = { host: String(options.host), port: Number(options.port) };
    openTunnel(proxy, target, timeoutSeconds).then(
      // `socket` is an option of tls.connect, to which an https.Agent hands its options over.
      (socket) => callback?.(null, connect({ ...options, socket } as typeof options) as Socket),
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}
