/** A client for the tests: plain node:https, which verifies the certificate, and a login as a real client does it. */
import type { IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Simulator } from "../../../simulator/src";

export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever JSON came back
  readonly body: any;
};

/** Whatever answers: a simulator in this process or in another one. */
export type Reachable = Pick<Simulator, "endpoint" | "caCertificate" | "username" | "password">;

export type Send = {
  readonly method?: string;
  /** Below the server's root: `/api/rest/import_session`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
};

/** Rejects with the socket's error when the connection ends before the whole answer has come. */
export function send(simulator: Reachable, { method = "GET", path, headers = {}, body }: Send): Promise<Reply> {
  const payload = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      new URL(path, simulator.endpoint),
      {
        method,
        agent: false,
        ca: simulator.caCertificate,
        headers: { ...(payload !== undefined && headersOf(payload)), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const body = text === "" ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body });
        });
      },
    );
    request.on("error", reject);
    request.end(payload);
  });
}

/** With a length, which node leaves out for a DELETE. */
function headersOf(payload: string): Record<string, string> {
  return { "content-type": "application/json", "content-length": String(Buffer.byteLength(payload)) };
}

export function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/** Headers of a login: cookie and token. */
export async function logIn(simulator: Reachable): Promise<Record<string, string>> {
  const { username, password } = simulator;
  return sessionHeaders(await send(simulator, { path: "/api/rest/login_session", headers: basic(username, password) }));
}

export function sessionHeaders(reply: Reply): Record<string, string> {
  const cookie = (reply.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
  return { cookie, "dell-emc-token": String(reply.headers["dell-emc-token"]) };
}

/** Requests to the API in one login, paths below `/api/rest`. */
export async function connect(simulator: Reachable) {
  const headers = await logIn(simulator);
  return (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    send(simulator, { method, path: `/api/rest${path}`, headers: { ...headers, ...more }, body });
}

/** Requests to the control routes. */
export function controlOf(simulator: Reachable) {
  return (method: string, path: string, body?: unknown) =>
    send(simulator, { method, path: `/_simulator${path}`, body });
}
