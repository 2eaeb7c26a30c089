import assert from "node:assert/strict";
import { once } from "node:events";
import type { TLSSocket } from "node:tls";
import { MAX_API_BODY_BYTES, MAX_CONTROL_BODY_BYTES, MAX_SNAPSHOT_BYTES } from "../../../simulator/src/http/limits";
import { createWorld } from "../../../simulator/src/world";
import { connect, logIn } from "../http/client";
import { useSimulator } from "../http/useSimulator";
import { openTls, readToEnd, statusesIn } from "./rawClient";

const mebibyte = 1024 ** 2;

describe("the simulator and bodies that are too large", () => {
  const simulator = useSimulator();

  /** The server's first answer; undefined if the connection ends without one. */
  async function answerOf(socket: TLSSocket): Promise<number | undefined> {
    const [bytes] = await Promise.race([once(socket, "data"), once(socket, "close")]);
    return Buffer.isBuffer(bytes) ? statusesIn(bytes.toString("latin1"))[0] : undefined;
  }

  const targets = [
    { method: "PUT", path: "/_simulator/snapshot", limit: MAX_SNAPSHOT_BYTES },
    { method: "PUT", path: "/_simulator/faults", limit: MAX_CONTROL_BODY_BYTES },
    { method: "POST", path: "/_simulator/page/step", limit: MAX_CONTROL_BODY_BYTES },
    { method: "POST", path: "/api/rest/import_session", limit: MAX_API_BODY_BYTES },
  ];
  for (const { method, path, limit } of targets) {
    for (const expect of ["", "Expect: 100-continue\r\n"]) {
      it(`are told ${method} ${path} takes no more than ${limit} bytes before one has come${expect && ", also if they ask"}`, async () => {
        const { cookie, "dell-emc-token": token } = await logIn(simulator());
        const socket = await openTls(simulator());
        try {
          const login = `Cookie: ${cookie}\r\nDELL-EMC-TOKEN: ${token}\r\n`;
          socket.write(
            `${method} ${path} HTTP/1.1\r\nHost: x\r\n${login}${expect}Content-Length: ${limit + 1}\r\n\r\n`,
          );
          assert.equal(await answerOf(socket), 413);
        } finally {
          socket.destroy();
        }
      });
    }
  }

  it("asks those who ask for a body that fits to go on", async () => {
    const socket = await openTls(simulator());
    const body = JSON.stringify({ seconds: 1 });
    socket.write(
      `POST /_simulator/clock/advance HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    assert.equal(await answerOf(socket), 100);
    const rest = readToEnd(socket);
    socket.write(body);
    assert.deepEqual(statusesIn(await rest), [200]);
  });

  it("keeps none of one that has no declared length: it answers in its middle, and throws the rest away", async () => {
    const socket = await openTls(simulator());
    const chunk = Buffer.from(`10000\r\n${"x".repeat(0x10000)}\r\n`);
    socket.write("PUT /_simulator/faults HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    const answer = answerOf(socket);
    const drained = () => new Promise((resolve) => socket.once("drain", resolve));
    let most = 0;
    let sent = 0;
    for (; sent < 16 * MAX_CONTROL_BODY_BYTES; sent += 0x10000) {
      if (!socket.write(chunk)) await drained();
      most = Math.max(most, held() - before);
      // What is read and not yet collected counts, too.
      assert.ok(most < 4 * MAX_CONTROL_BODY_BYTES, `${most} bytes are held after ${sent}`);
    }
    assert.equal(await answer, 413, "and it is still listening");
    socket.destroy();
    assert.equal((await (await connect(simulator()))("GET", "/import_session")).status, 200);
  }).timeout(30_000);

  it("has room for 100,000 sessions with the longest of names, and a margin", () => {
    const count = 1000;
    const world = createWorld({
      setUpSeconds: 0,
      maxActiveSessions: count,
      sources: [{ name: "Unity-01", type: "Unity", volumes: count }],
    });
    for (let number = 1; number <= count; number += 1) {
      const body = {
        name: `${number}-`.padEnd(128, "n"),
        description: "d".repeat(128),
        type: "Agentless",
        host_ids: ["host-01", "host-02"],
        remote_system_id: "rs-unity-01",
        source_resource_id: `unity-01-vol-${String(number).padStart(2, "0")}`,
      };
      world.operations["POST /import_session"]?.({ id: "", body });
    }
    // With an error each, which is the most that a session holds.
    for (const { id } of world.rows("import_session") ?? []) world.forceState(id, "Cleanup_Required");
    const bytes = Buffer.byteLength(JSON.stringify(world.snapshot()));
    const all = (bytes / count) * 100_000;
    console.log(`      100,000 sessions: ${Math.round(all / mebibyte)} of ${MAX_SNAPSHOT_BYTES / mebibyte} MiB`);
    assert.ok(all * 1.1 < MAX_SNAPSHOT_BYTES);
  });
});
