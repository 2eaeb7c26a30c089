import { once } from "node:events";
import { startChild } from "./child.mjs";
import { growthLine } from "./goals.mjs";
import { logIn, open, toRequest } from "./load.mjs";

const SESSIONS = 1000;
const CONNECTIONS = 16;
/** More than the journal's ring holds. */
const FILL = 220_000;
const counts = { short: 60_000, full: 500_000 };

/**
 * Once the journal's ring is full, nothing grows any more, whatever is asked.
 * @param {AbortSignal} signal
 * @param {{ isFull: boolean }} options
 * @returns {Promise<import("./report.mjs").Line[]>}
 */
export async function benchSoak(signal, { isFull }) {
  const count = isFull ? counts.full : counts.short;
  const simulator = await startChild("simulatorProcess.mjs", { sessions: SESSIONS, spare: CONNECTIONS }, signal);
  try {
    const login = await logIn(simulator.ready);
    await ask(simulator.ready, { login, count: FILL, signal });
    const before = await simulator.ask({});
    await ask(simulator.ready, { login, count, signal });
    const after = await simulator.ask({});
    return [growthLine(count, before, after)];
  } finally {
    await simulator.stop();
  }
}

/**
 * @param {any} server
 * @param {{ login: { cookie: string, token: string }, count: number, signal: AbortSignal }} options
 */
async function ask(server, { login, count, signal }) {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(server)));
  const each = Math.ceil(count / CONNECTIONS);
  await Promise.all(
    sockets.map((socket, index) => {
      const requests = toRequests(server, login, index);
      return converse(socket, requests, { count: each, signal });
    }),
  );
  for (const socket of sockets) socket.destroy();
}

/**
 * The life of a session and what goes with it: reads, pages, filters, refusals, logins by Basic, nonsense.
 * @param {any} server
 * @param {{ cookie: string, token: string }} login
 * @param {number} index
 */
function toRequests({ authorization: Authorization }, { cookie: Cookie, token }, index) {
  const name = `soak-${index}`;
  const headers = { Cookie, "DELL-EMC-TOKEN": token };
  const source = `unity-01-vol-${SESSIONS + 1 + index}`;
  const call = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body) =>
    toRequest(`/api/rest${path}`, headers, { method, body });
  const body = { name, remote_system_id: "rs-unity-01", source_resource_id: source };
  return [
    call("POST", "/import_session", body),
    call("GET", `/import_session/name:${name}?select=*`, undefined),
    call("POST", "/import_session", body),
    call("POST", `/import_session/name:${name}/cancel`, {}),
    call("DELETE", `/import_session/name:${name}`, undefined),
    call("GET", `/import_session/name:${name}`, undefined),
    call("GET", "/import_session?select=id,name,state&limit=10&order=name.desc", undefined),
    call("GET", `/import_session?name=ilike.*${index}*&state=in.(Queued,Paused)&limit=5`, undefined),
    call("POST", "/import_session", { name: 7, unknown: { deep: ["x".repeat(200)] } }),
    call("GET", `/nowhere/${index}?${"q".repeat(100)}`, undefined),
    toRequest("/api/rest/login_session", { Authorization }),
    toRequest("/_simulator/clock"),
  ];
}

/**
 * @param {import("node:tls").TLSSocket} socket
 * @param {readonly Buffer[]} requests
 * @param {{ count: number, signal: AbortSignal }} options
 */
async function converse(socket, requests, { count, signal }) {
  for (let sent = 0; sent < count; sent += 1) {
    signal.throwIfAborted();
    socket.write(requests[sent % requests.length] ?? "");
    await readAnswer(socket);
  }
}

/** @param {import("node:tls").TLSSocket} socket */
async function readAnswer(socket) {
  for (let text = ""; ; ) {
    const [bytes] = await once(socket, "data");
    text += bytes.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1] ?? 0);
    if (text.length >= end + 4 + length) return;
  }
}
