import assert from "node:assert/strict";
import { once } from "node:events";
import type { Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { gzipSync } from "node:zlib";
import type { Script } from "./scriptedServer";
import {
  assertFails,
  ok,
  requestTo,
  unusedUrl,
  withBoth,
  withEnvironment,
  withServer,
  withTcp,
  withTransport,
} from "./transportBench";

describe("httpsTransport", () => {
  it("gives status, headers and text of an answer of whatever status", async () => {
    const script: Script = (_, response) =>
      void response.writeHead(418, { "Set-Cookie": ["a=1", "b=2"], "X-One": "1" }).end("tea");
    await withBoth(script, async (send) => {
      const { status, headers, text } = await send();
      assert.deepEqual([status, headers.get("x-one"), headers.getSetCookie(), text], [418, "1", ["a=1", "b=2"], "tea"]);
    });
  });

  it("sends method, headers and body, and declares no form where there is no body", async () => {
    await withBoth(ok, async (send, server) => {
      await send({ method: "PATCH", headers: { "Content-Type": "application/json" }, body: '{"a":"ü"}' });
      await send({ method: "POST" });
      const [patch, post] = server.received;
      assert.deepEqual(
        [patch?.method, patch?.body, patch?.headers["content-type"]],
        ["PATCH", '{"a":"ü"}', "application/json"],
      );
      assert.deepEqual([post?.method, post?.body, post?.headers["content-type"]], ["POST", "", undefined]);
    });
  });

  it("asks what to send once there is a connection, be it one in use, and sends nothing where that throws", async () => {
    await withBoth(ok, async (send, server) => {
      const over = () => {
        throw new Error("over by now");
      };
      for (const bodyAtSending of [() => "one", over, () => "two", over, () => undefined]) {
        const sending = send({ method: "POST", body: "old", bodyAtSending });
        await (bodyAtSending === over ? assertFails(sending, "dropped", false) : sending);
      }
      assert.deepEqual(
        server.received.map(({ body }) => body),
        ["one", "two", ""],
      );
    });
  });

  it("takes a zipped answer, the first mark of its text left out", async () => {
    const zipped = gzipSync("\ufeff[1]");
    await withBoth(
      (request, response) => {
        assert.equal(request.headers["accept-encoding"], "gzip");
        response.writeHead(200, { "Content-Encoding": "gzip" }).end(zipped);
      },
      async (send) => assert.equal((await send()).text, "[1]"),
    );
  });

  it("reaches an array by its IPv6 address", async function () {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    if (!addresses.some(({ address }) => address === "::1")) this.skip();
    await withServer(
      ok,
      (server) =>
        withTransport({ insecure: false, caCertificate: server.certificate }, async (transport) => {
          assert.equal((await transport.send(requestTo(server.endpoint))).status, 200);
        }),
      { host: "::1" },
    );
  });

  it("reuses one connection for reads and changes, and for a change none that was idle for more than a second", async () => {
    const sockets: Socket[] = [];
    let now = 0;
    await withBoth(
      (_, response) => {
        if (response.socket) sockets.push(response.socket);
        response.end();
      },
      async (send) => {
        for (const method of ["GET", "POST", "GET", "DELETE"] as const) await send({ method });
        assert.equal(new Set(sockets).size, 1);
        now += 1000;
        await send({ method: "POST" });
        assert.equal(new Set(sockets).size, 1, "a moment ago it was in use");
        now += 60_000;
        await send();
        assert.equal(new Set(sockets).size, 1, "a read may find it closed, and is repeated");
        now += 1001;
        await send({ method: "POST" });
        assert.equal(new Set(sockets).size, 2);
        const [old] = sockets;
        if (old && !old.destroyed) await once(old, "close");
        await send();
        assert.equal(new Set(sockets).size, 2, "what a change has opened is for reads as well");
      },
      { monotonic: () => now },
    );
  });

  it("opens as many connections as there are requests at a time, of both kinds together", async () => {
    const open = new Set<Socket | null>();
    const waiting: (() => void)[] = [];
    const script: Script = (_, response) => {
      open.add(response.socket);
      waiting.push(() => response.end());
      if (waiting.length === 4) for (const answer of waiting.splice(0)) answer();
    };
    await withBoth(script, async (send) => {
      const methods = ["GET", "POST", "GET", "PATCH"] as const;
      for (let rounds = 0; rounds < 3; rounds++) await Promise.all(methods.map((method) => send({ method })));
      assert.equal(open.size, 4);
    });
  });

  it("lets changes take turns on its connections, so that none has to be opened anew for having rested between two bursts", async () => {
    const open = new Set<Socket | null>();
    let now = 0;
    let together = 1;
    const waiting: (() => void)[] = [];
    const script: Script = (_, response) => {
      open.add(response.socket);
      waiting.push(() => response.end());
      if (waiting.length === together) for (const answer of waiting.splice(0)) answer();
    };
    const burst = async (send: (request: { method: "POST" }) => Promise<unknown>, count: number) => {
      together = count;
      await Promise.all(Array.from({ length: count }, () => send({ method: "POST" })));
    };
    await withBoth(
      script,
      async (send) => {
        await burst(send, 4);
        for (let changes = 0; changes < 10; changes++) {
          now += 200;
          await burst(send, 1);
        }
        await burst(send, 4);
        assert.equal(open.size, 4);
      },
      { monotonic: () => now },
    );
  });

  it("does not count the time in use as idle: an answer to a change may take longer than a second", async () => {
    let answers = 0;
    const script: Script = (_, response) => {
      setTimeout(() => response.end(), answers++ === 0 ? 0 : 1300);
    };
    await withBoth(script, async (send) => {
      for (let changes = 0; changes < 2; changes++) assert.equal((await send({ method: "POST" })).status, 200);
    });
  });

  it("does not follow a redirect, so that the login goes nowhere else", async () => {
    await withServer(ok, (other) =>
      withBoth(
        (_, response) => void response.writeHead(302, { Location: other.endpoint }).end(),
        async (send) => {
          assert.equal((await send({ headers: { Authorization: "Basic secret" } })).status, 302);
          assert.equal(other.received.length, 0);
        },
      ),
    );
  });

  it("goes straight to the array even if the environment names a proxy", async () => {
    await withServer(ok, (proxy) =>
      withBoth(ok, async (send) => {
        await withEnvironment({ HTTPS_PROXY: proxy.endpoint, NO_PROXY: "", no_proxy: "" }, async () => {
          assert.equal((await send()).status, 200);
        });
        assert.equal(proxy.received.length, 0);
      }),
    );
  });

  describe("certificates", () => {
    it("are refused when no known authority signed them, before anything is sent", async () => {
      await withServer(ok, (server) =>
        withTransport({ insecure: false }, async (transport) => {
          await assertFails(transport.send(requestTo(server.endpoint)), "certificate", false);
          assert.equal(server.received.length, 0);
        }),
      );
    });

    it("are refused when made for another host, also with a known authority", async () => {
      await withServer(
        ok,
        (server) =>
          withTransport({ insecure: false, caCertificate: server.certificate }, async (transport) => {
            const failure = await assertFails(transport.send(requestTo(server.endpoint)), "certificate", false);
            assert.equal(failure.code, "ERR_TLS_CERT_ALTNAME_INVALID");
          }),
        { certificateFor: "other.example" },
      );
    });

    it("are not looked at when the connection is declared insecure", async () => {
      await withServer(ok, (server) =>
        withTransport({ insecure: true }, async (transport) => {
          assert.equal((await transport.send(requestTo(server.endpoint))).status, 200);
        }),
      );
    });
  });

  describe("says that the request cannot have arrived", () => {
    it("when nothing listens", async () => {
      const url = await unusedUrl();
      await withTransport({ insecure: true }, (transport) =>
        assertFails(transport.send({ ...requestTo(url), method: "POST" }), "refused", false),
      );
    });

    it("when the host has no address", async () => {
      // RFC 6761 reserves .invalid: it never resolves.
      await withTransport({ insecure: true }, (transport) =>
        assertFails(transport.send(requestTo("https://array.invalid/api/rest")), "unknownHost", false),
      );
    });

    it("when the connection breaks during the handshake", async () => {
      await withTcp(
        (socket) => socket.once("data", () => socket.resetAndDestroy()),
        (url) =>
          withTransport({ insecure: true }, (transport) =>
            assertFails(transport.send(requestTo(url)), "dropped", false),
          ),
      );
    });

    it("when the handshake stalls until the time-out", async () => {
      await withTcp(
        () => undefined,
        (url) =>
          withTransport({ insecure: true }, (transport) =>
            assertFails(transport.send({ ...requestTo(url), timeoutSeconds: 0.05 }), "noConnection", false),
          ),
      );
    });

    it("when what listens speaks plain HTTP", async () => {
      await withTcp(
        (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
        (url) =>
          withTransport({ insecure: true }, (transport) =>
            assertFails(transport.send(requestTo(url)), "notTls", false),
          ),
      );
    });
  });

  describe("says that the request may have arrived", () => {
    const drops: readonly { name: string; script: Script }[] = [
      { name: "before the answer", script: (_, response) => void response.socket?.destroy() },
      {
        name: "in the middle of a body of announced length",
        script: (_, response) => {
          response.writeHead(200, { "Content-Length": "1000" }).write("half");
          setImmediate(() => response.socket?.destroy());
        },
      },
      {
        name: "in the middle of a chunked body",
        script: (_, response) => {
          response.writeHead(200).write("half");
          setImmediate(() => response.socket?.destroy());
        },
      },
    ];
    for (const { name, script } of drops) {
      it(`when the connection breaks ${name}`, async () => {
        await withBoth(script, async (send) => {
          await assertFails(send({ method: "POST" }), "dropped", true);
          await assertFails(send({ method: "GET" }), "dropped", true);
        });
      });
    }

    it("when a reused connection breaks", async () => {
      let answers = 0;
      const script: Script = (_, response) => void (answers++ === 0 ? response.end() : response.socket?.destroy());
      await withBoth(script, async (send) => {
        await send();
        await assertFails(send(), "dropped", true);
      });
    });

    const stalls: readonly { name: string; script: Script }[] = [
      { name: "no answer begins", script: () => undefined },
      {
        name: "the body stalls after the headers",
        script: (_, response) => void response.writeHead(200).write("half"),
      },
    ];
    for (const { name, script } of stalls) {
      it(`when ${name} within the time-out`, async () => {
        // The first request opens the connection, so that the short time-out of the second cannot hit the handshake.
        let requests = 0;
        const first: Script = (request, response) => (requests++ === 0 ? ok : script)(request, response);
        await withBoth(first, async (send) => {
          await send();
          await assertFails(send({ timeoutSeconds: 0.05 }), "timedOut", true);
        });
      });
    }

    it("when the answer is larger than allowed", async () => {
      await withBoth(
        (_, response) => void response.end("x".repeat(10_001)),
        async (send) => assertFails(send(), "tooLarge", true),
      );
    });

    it("when a zipped answer is larger than allowed once unzipped", async () => {
      const zipped = gzipSync("x".repeat(10_001));
      assert.ok(zipped.length < 10_000);
      await withBoth(
        (_, response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end(zipped),
        async (send) => assertFails(send(), "tooLarge", true),
      );
    });

    it("when an answer that is declared zipped is not", async () => {
      await withBoth(
        (_, response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end("[]"),
        async (send) => assertFails(send(), "dropped", true),
      );
    });

    it("when the caller stops it after it was sent, and at once", async () => {
      const controller = new AbortController();
      await withBoth(
        () => controller.abort(),
        async (send) => assertFails(send({ method: "POST", signal: controller.signal }), "stopped", true),
      );
    });
  });

  it("sends nothing under a signal that is aborted already", async () => {
    await withBoth(ok, async (send, server) => {
      await assertFails(send({ signal: AbortSignal.abort() }), "stopped", false);
      assert.equal(server.received.length, 0);
    });
  });
});
