import assert from "node:assert/strict";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import type { Transport, TransportRequest } from "../../../provider/powerstore/http/contract";
import { SendFailure } from "../../../provider/powerstore/http/sendFailure";
import { httpsTransport, type TransportOptions } from "../../../provider/powerstore/http/transport";
import { failureOf } from "./client";
import { type Script, type ScriptedServer, startScriptedServer } from "./scriptedServer";

export const ok: Script = (_, response) => void response.end("ok");

export async function withServer(
  script: Script,
  test: (server: ScriptedServer) => Promise<unknown>,
  options?: Parameters<typeof startScriptedServer>[1],
) {
  const server = await startScriptedServer(script, options);
  try {
    await test(server);
  } finally {
    await server.stop();
  }
}

export async function withTransport(
  options: Parameters<typeof httpsTransport>[0],
  test: (transport: Transport) => Promise<unknown>,
) {
  const transport = httpsTransport(options);
  try {
    await test(transport);
  } finally {
    transport.close();
  }
}

/** Against a server whose certificate is trusted. */
export async function withBoth(
  script: Script,
  test: (
    send: (changes?: Partial<TransportRequest>) => ReturnType<Transport["send"]>,
    server: ScriptedServer,
  ) => Promise<unknown>,
  more: Pick<TransportOptions, "monotonic"> = {},
) {
  const options = { insecure: false, maximumBytes: 10_000, ...more };
  await withServer(script, (server) =>
    withTransport({ ...options, caCertificate: server.certificate }, (transport) =>
      test((changes) => transport.send({ ...requestTo(server.endpoint), ...changes }), server),
    ),
  );
}

export const requestTo = (url: string): TransportRequest => ({ method: "GET", url, headers: {}, timeoutSeconds: 5 });

/** A TCP server that is no HTTPS server. */
export async function withTcp(onConnection: (socket: net.Socket) => void, test: (url: string) => Promise<unknown>) {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await test(`https://127.0.0.1:${(server.address() as AddressInfo).port}/api/rest`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  }
}

export async function withEnvironment(changes: Readonly<Record<string, string>>, test: () => Promise<void>) {
  const before = { ...process.env };
  Object.assign(process.env, changes);
  try {
    await test();
  } finally {
    for (const name of Object.keys(changes)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** Where somebody listened a moment ago, and nobody does now. */
export async function unusedUrl(): Promise<string> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `https://127.0.0.1:${port}/api/rest`;
}

export async function assertFails(promise: Promise<unknown>, kind: SendFailure["kind"], mayHaveArrived: boolean) {
  const failure = await failureOf(promise);
  assert.ok(failure instanceof SendFailure, String(failure));
  assert.deepEqual({ kind: failure.kind, mayHaveArrived: failure.mayHaveArrived }, { kind, mayHaveArrived });
  return failure;
}
