/** Options about where the simulator is, and who may come in. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { basic, logIn, send } from "../client";
import type { OptionEffect, StartedCommand } from "./startedCommand";

const sessions = "/api/rest/import_session";

/** How a read by this user ends. */
const statusFor = (username: string, password: string) => async (command: StartedCommand) =>
  (await send(await command.reachable(), { path: sessions, headers: basic(username, password) })).status;

/** Whom the certificate is made for that the server shows. */
async function namesShownAt(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subjectaltname = "" } = socket.getPeerCertificate();
  socket.destroy();
  return subjectaltname;
}

/** How changes of a session that does not exist end. */
async function changeStatus(command: StartedCommand, headers: Record<string, string>): Promise<number> {
  const simulator = await command.reachable();
  return (await send(simulator, { method: "POST", path: `${sessions}/missing/pause`, headers })).status;
}

export const accessEffects: readonly OptionEffect[] = [
  {
    args: () => ["--host", "192.0.2.1"],
    observe: ({ around, ended }) =>
      Promise.race([
        around.ready().then(({ endpoint }) => new URL(endpoint).hostname),
        ended.then((code) => [code, /EADDRNOTAVAIL.* 192\.0\.2\.1/.test(String(around.stderr.read()))]),
      ]),
    without: "127.0.0.1",
    with: [1, true],
    reason: "it is listened at there, and no machine has this address",
  },
  {
    args: () => ["--certificate-name", "array.example"],
    observe: async (command) => {
      const { endpoint } = await command.ready();
      const { port } = new URL(endpoint);
      return [new URL(endpoint).hostname, (await namesShownAt(Number(port))).includes("DNS:array.example")];
    },
    without: ["127.0.0.1", false],
    with: ["array.example", true],
    reason: "clients in other containers come by this name",
  },
  {
    args: () => ["--username", "reader"],
    observe: statusFor("reader", "Password123#"),
    without: 401,
    with: 200,
    reason: "it is the user of the account",
  },
  {
    args: () => ["--password", "p:w"],
    observe: statusFor("admin", "p:w"),
    without: 401,
    with: 200,
    reason: "it is the password of the account",
  },
  {
    args: () => ["--role", "Operator"],
    observe: async (command) => changeStatus(command, await logIn(await command.reachable())),
    without: 404,
    with: 403,
    reason: "an operator changes nothing",
  },
  {
    args: () => ["--strict-token"],
    observe: async (command) => changeStatus(command, basic("admin", "Password123#")),
    without: 404,
    with: 403,
    reason: "Basic alone changes nothing any more",
  },
  {
    args: (folder) => ["--ca-file", join(folder, "wished.pem")],
    observe: async (command) => {
      const { caFile } = await command.ready();
      await command.stop();
      return [caFile === join(command.folder, "wished.pem"), existsSync(caFile)];
    },
    without: [false, false],
    with: [true, true],
    reason: "the certificate is written there, and stays",
  },
  {
    args: () => ["--idle-timeout-seconds", "60"],
    observe: async (command) => {
      const ask = await command.connect();
      const { body } = await ask("GET", "/login_session?select=idle_timeout");
      await command.advance(59);
      const early = (await ask("GET", "/import_session")).status;
      await command.advance(61);
      return [body[0].idle_timeout, early, (await ask("GET", "/import_session")).status];
    },
    without: [3600, 200, 200],
    with: [60, 200, 401],
    reason: "a login ends after so long a silence, and says so before",
  },
  {
    args: () => ["--max-logins", "1"],
    observe: async (command) => {
      const first = await command.connect();
      await command.connect();
      return (await first("GET", "/import_session")).status;
    },
    without: 200,
    with: 401,
    reason: "the second login evicts the first",
  },
  {
    args: () => ["--latency", "86400000"],
    observe: async (command) => {
      await sendUntilHeard(command);
      const { body } = await command.control("GET", "/journal");
      return body.entries.map(({ path }: { readonly path: string }) => path);
    },
    without: [sessions],
    with: [],
    reason: "a request that the server has arrives at the array a day later",
  },
];

/** Sends a read, and resolves when the server has its headers, whether it is answered or not. */
async function sendUntilHeard(command: StartedCommand): Promise<void> {
  const { endpoint, caCertificate } = await command.reachable();
  const headers = { ...basic("admin", "Password123#"), expect: "100-continue" };
  await new Promise<void>((resolve, reject) => {
    const asked = request(new URL(sessions, endpoint), { ca: caCertificate, agent: false, headers });
    asked.once("continue", resolve).once("error", reject).end();
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a server at a port has an address");
  return address.port;
}
