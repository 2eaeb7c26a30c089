import { once } from "node:events";
import { connect } from "node:tls";

/**
 * @typedef {{ port: number, ca: string, requests: readonly Buffer[], responseBytes: number }} Target
 *   The requests are sent in turns. Every answer has to be as long as the first one: they are counted by their bytes, for a client that understood them
 *   would need more time than the server, and be what is measured.
 */

/** One request at a time on each: Node ends connections that pipeline requests for large answers. */
const CONNECTIONS = 32;

/**
 * Sends requests again and again over kept connections.
 * @param {Target} target
 * @param {{ count: number, signal: AbortSignal }} options
 * @returns {Promise<number>} requests per second
 */
export async function measureRate(target, { count, signal }) {
  const each = Math.ceil(count / CONNECTIONS);
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(target)));
  const start = performance.now();
  await Promise.all(
    sockets.map((socket, index) => drive(socket, target, { first: index * 7919, count: each, signal })),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return (each * CONNECTIONS) / seconds;
}

/** @param {{ port: number, ca: string }} server */
export async function open({ port, ca }) {
  const socket = connect({ port, host: "127.0.0.1", ca });
  await once(socket, "secureConnect");
  socket.setNoDelay(true);
  return socket;
}

/**
 * @param {import("node:tls").TLSSocket} socket
 * @param {Target} target
 * @param {{ first: number, count: number, signal: AbortSignal }} options
 * @returns {Promise<void>}
 */
function drive(socket, { requests, responseBytes }, { first, count, signal }) {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let received = 0;
    socket.on("data", (bytes) => {
      received += bytes.length;
      if (received < sent * responseBytes) return;
      if (signal.aborted) reject(signal.reason);
      else if (sent === count) resolve();
      else send();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection under load")));
    const send = () => {
      socket.write(requests[(first + sent) % requests.length] ?? "");
      sent += 1;
    };
    send();
  });
}

/**
 * The first answer to a request, whole.
 * @param {{ port: number, ca: string }} server
 * @param {Buffer} request
 * @returns {Promise<string>}
 */
export async function askOnce(server, request) {
  const socket = await open(server);
  socket.write(request);
  let text = "";
  try {
    for (;;) {
      const [bytes] = await once(socket, "data");
      text += bytes.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? Number.NaN);
      if (end >= 0 && text.length >= end + 4 + length) return text;
    }
  } finally {
    socket.destroy();
  }
}

/** @param {{ port: number, ca: string, authorization: string }} server */
export async function logIn({ authorization: Authorization, ...server }) {
  const answer = await askOnce(server, toRequest("/api/rest/login_session", { Authorization }));
  const cookie = /^set-cookie: *([^;]+)/im.exec(answer)?.[1] ?? "";
  return { cookie, token: /^dell-emc-token: *(.+)\r$/im.exec(answer)?.[1] ?? "" };
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, string>>} [headers]
 * @param {{ method: string, body?: unknown }} [call]
 */
export function toRequest(path, headers = {}, { method, body } = { method: "GET" }) {
  const payload = body === undefined ? "" : JSON.stringify(body);
  const described = payload === "" ? {} : { "Content-Type": "application/json", "Content-Length": `${payload.length}` };
  const lines = Object.entries({ Host: "127.0.0.1", ...headers, ...described }).map((header) => header.join(": "));
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${payload}`);
}
