import assert from "node:assert/strict";
import { once } from "node:events";
import { startSimulator } from "../../../simulator/src";
import { jsonAnswer } from "../../../simulator/src/http/wire";
import { createServerCertificate } from "../../../simulator/src/server/certificate";
import { createServer } from "../../../simulator/src/server/server";
import { connect } from "../http/client";
import { openTcp, openTls, readToEnd, statusesIn } from "./rawClient";

const authorization = `Basic ${Buffer.from("admin:Password123#").toString("base64")}`;

describe("the simulator's server and slow clients", () => {
  /** A server with so little patience that a test need not have much. */
  async function startImpatient() {
    const certificate = await createServerCertificate("127.0.0.1");
    const serve = async () => ({ kind: "answered", answer: jsonAnswer(200, []) }) as const;
    const times = { requestMilliseconds: 200, checkMilliseconds: 50 };
    const server = createServer(certificate, serve, { times });
    const endpoint = await server.listen({ port: 0, host: "127.0.0.1" });
    return { endpoint, caCertificate: certificate.caCertificate, close: () => server.close() };
  }

  const beginnings = [
    { name: "the end of its headers", bytes: "GET / HTTP/1.1\r\nHost: x\r\n" },
    { name: "the rest of its body", bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this" },
    { name: "its last chunk", bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nonly\r\n" },
  ];
  for (const { name, bytes } of beginnings) {
    it(`wait no longer than is reasonable for a client that keeps back ${name}`, async () => {
      const server = await startImpatient();
      try {
        const socket = await openTls(server);
        socket.write(bytes);
        assert.deepEqual(statusesIn(await readToEnd(socket)), [408]);
      } finally {
        await server.close();
      }
    });
  }

  it("wait no longer for one that does not even begin to speak TLS", async () => {
    const server = await startImpatient();
    try {
      assert.equal(await readToEnd(await openTcp(server)), "");
    } finally {
      await server.close();
    }
  });

  it("answer others while hundreds keep back the rest of their requests", async () => {
    const simulator = await startSimulator();
    const slow = await Promise.all(Array.from({ length: 200 }, () => openTls(simulator)));
    try {
      for (const socket of slow) {
        socket.write(`POST /api/rest/import_session HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n`);
        socket.write("Content-Length: 1000\r\n\r\n{");
      }
      const ask = await connect(simulator);
      assert.equal((await ask("GET", "/import_session")).status, 200);
      assert.equal(simulator.journal().entries.length, 2, "what is not whole has not arrived");
    } finally {
      for (const socket of slow) socket.destroy();
      await simulator.close();
    }
  });

  it("answer others while thousands of connections say nothing, and close nevertheless", async () => {
    const simulator = await startSimulator();
    const idle = await Promise.all(Array.from({ length: 2000 }, () => openTcp(simulator)));
    const greeted = await Promise.all(Array.from({ length: 100 }, () => openTls(simulator)));
    const ask = await connect(simulator);
    assert.equal((await ask("GET", "/import_session")).status, 200);
    const ended = Promise.all(greeted.map((socket) => once(socket, "close")));
    await simulator.close();
    await ended;
    for (const socket of idle) socket.destroy();
  }).timeout(60_000);

  it("survive clients that ask for much, never read it and go away in its middle", async () => {
    const simulator = await startSimulator({ sources: [{ name: "Unity-01", type: "Unity", volumes: 2000 }] });
    try {
      const target = "/api/rest/import_unity_volume?select=*&limit=2000";
      const request = `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`;
      const greedy = await Promise.all(Array.from({ length: 20 }, () => openTls(simulator)));
      for (const socket of greedy) socket.pause().write(request.repeat(20));
      const ask = await connect(simulator);
      assert.equal((await ask("GET", "/import_unity_volume?limit=1")).status, 206);
      for (const socket of greedy) socket.destroy();
      assert.equal((await ask("GET", "/import_unity_volume?limit=1")).status, 206);
    } finally {
      await simulator.close();
    }
  }).timeout(30_000);
});
