import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Connection } from "../../../provider/powerstore/http/contract";
import { connectionTo, failureOf, withClient } from "./client";
import {
  arrayError,
  cookieOf,
  json,
  loggedIn,
  PASSWORD,
  type Received,
  type Script,
  tokenOf,
  wireSession,
} from "./scriptedServer";

const basic = Buffer.from(`admin:${PASSWORD}`).toString("base64");
const secrets = [PASSWORD, basic, "Basic ", cookieOf(1), "cookie-secret", tokenOf(1), "token-secret"];

/** Everything that a log, a crash report or the engine could make of a value. */
function renderings(value: unknown): string {
  const plain = value instanceof Error ? [value.message, value.stack, String(value.cause)] : [];
  const own = JSON.stringify(value, typeof value === "object" && value ? Object.getOwnPropertyNames(value) : undefined);
  return [...plain, own, JSON.stringify(value), inspect(value, { depth: 20, showHidden: true })].join("\n");
}

function assertNoSecret(value: unknown) {
  const text = renderings(value);
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text}`);
}

/** Repeats every header of the request, as debug pages do. */
const echo = ({ headers }: Received) => JSON.stringify(headers).replaceAll('"', "'");

type Hostile = { readonly name: string; readonly answer: (request: Received, response: ServerResponse) => void };

const hostile: readonly Hostile[] = [
  ...[400, 401, 403, 404, 405, 422, 500, 501, 502, 503, 504].map((status) => ({
    name: `${status} with the request in its message`,
    answer: (request: Received, response: ServerResponse) => arrayError(response, status, echo(request), echo(request)),
  })),
  ...[200, 404, 500].map((status) => ({
    name: `${status} with the request on a page`,
    answer: (request: Received, response: ServerResponse) =>
      void response.writeHead(status).end(`<html>${echo(request)}</html>`),
  })),
  { name: "text", answer: (request, response) => void response.end(echo(request)) },
  { name: "JSON that breaks off", answer: (request, response) => void response.end(`{"${echo(request)}`) },
  { name: "JSON of another shape", answer: (request, response) => json(response, 200, { id: echo(request) }) },
  {
    name: "an unknown state",
    answer: (request, response) => json(response, 200, wireSession("a", { state: echo(request) })),
  },
  {
    name: "a redirect",
    answer: (request, response) => {
      const headers = encodeURI(echo(request));
      const path = `${request.headers["dell-emc-token"] ?? ""}/${request.headers.cookie ?? ""}`;
      response.writeHead(302, { Location: `https://u:${PASSWORD}@other.example/${path}?${headers}` }).end();
    },
  },
  { name: "an empty body", answer: (_, response) => void response.end() },
  { name: "a dropped connection", answer: (_, response) => void response.socket?.destroy() },
  {
    name: "a broken body",
    answer: (request, response) => {
      response.writeHead(200, { "Content-Length": 9999 }).write(echo(request));
      setImmediate(() => response.socket?.destroy());
    },
  },
  {
    name: "headers that are none",
    answer: (_, response) => void response.socket?.end("HTTP/1.1 200 OK\r\n\0: \r\n\r\n"),
  },
  { name: "too much", answer: (_, response) => void response.end("x".repeat(17 * 1024 * 1024)) },
];

const calls: readonly ((array: PowerStore) => Promise<unknown>)[] = [
  ({ importSessions }) => importSessions.getImportSession("a"),
  ({ importSessions }) => importSessions.actOnImportSession("a", "cutover"),
  ({ importSessions }) =>
    importSessions.createImportSession({ remoteSystemId: "r", sourceResourceId: "s", name: "n", type: "Agentless" }),
];

describe("secrets stay out of errors", () => {
  for (const { name, answer } of hostile) {
    it(`when a request is answered with ${name}`, async () => {
      await withClient(loggedIn(answer), async ({ array }) => {
        for (const call of calls) {
          const outcome = await call(array).catch((error: unknown) => error);
          // Some of it is a success for a change: any 200 with JSON.
          if (outcome instanceof Error) assertNoSecret(outcome);
        }
      });
    });

    it(`when the login is answered with ${name}`, async () => {
      await withClient(answer, async ({ array }) => assertNoSecret(await failureOf(array.inventory.getClusterId())));
    });
  }

  const unreachable: readonly { name: string; connection: Partial<Connection> }[] = [
    { name: "the certificate is not trusted", connection: { caCertificate: undefined } },
    { name: "the host is unknown", connection: { endpoint: "https://array.invalid/api/rest" } },
    { name: "there is no time for a connection", connection: { timeoutSeconds: 0 } },
  ];
  for (const { name, connection } of unreachable) {
    it(`when ${name}`, async () => {
      await withClient(
        loggedIn(() => undefined),
        async ({ array }) => assertNoSecret(await failureOf(array.inventory.getClusterId())),
        { connection },
      );
    });
  }

  it("when a request times out and when it is stopped", async () => {
    const controller = new AbortController();
    await withClient(
      loggedIn(({ method }) => {
        if (method === "POST") controller.abort();
      }),
      async ({ array }) => {
        const { signal } = controller;
        assertNoSecret(await failureOf(array.importSessions.actOnImportSession("a", "pause", { signal })));
        assertNoSecret(await failureOf(array.importSessions.getImportSession("a", { signal })));
        const stopped = failureOf(array.importSessions.getImportSession("a"));
        await array.close();
        assertNoSecret(await stopped);
      },
    );
  });
});

describe("secrets stay out of the client itself", () => {
  it("before and after the login", async () => {
    const good: Script = (_, response) => json(response, 200, wireSession("a"));
    await withClient(loggedIn(good), async ({ array, server }) => {
      assert.ok(inspect(connectionTo(server)).includes(PASSWORD), "the search works");
      assertNoSecret(array);
      await array.importSessions.getImportSession("a");
      assertNoSecret(array);
      assertNoSecret(array.importSessions);
      assertNoSecret(array.inventory);
    });
  });
});
