import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import { openTunnel } from "../../../provider/powerstore/http/tunnel";
import { identity } from "./authorities";
import { connectionTo, failureOf, withClient } from "./client";
import { type LoopbackProxy, startProxy } from "./loopbackProxy";
import { json, loggedIn, PASSWORD, type Script, tokenOf, wireSession } from "./scriptedServer";
import { assertFails, ok, requestTo, unusedUrl, withServer, withTransport } from "./transportBench";

const session: Script = loggedIn((_, response) => json(response, 200, wireSession("a")));

describe("An array behind a proxy", () => {
  let proxy: LoopbackProxy;
  let status = 200;
  beforeEach(async () => {
    proxy = await startProxy({ status });
  });
  afterEach(() => proxy.stop());

  it("is spoken to through one tunnel, for reads and changes, in which the proxy can read nothing", async () => {
    const connection = { proxy: proxy.url };
    const check = async ({ array, server }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
      await array.importSessions.getImportSession("a");
      await array.importSessions.getImportSession("a");
      await array.importSessions.actOnImportSession("a", "pause");
      const authority = new URL(server.endpoint).host;
      assert.deepEqual(proxy.targets, [authority]);
      assert.deepEqual(
        server.work().map(({ method }) => method),
        ["GET", "GET", "POST"],
      );
      for (const secret of [PASSWORD, tokenOf(1), "import_session", "Authorization"]) {
        assert.ok(!proxy.seen().includes(secret), secret);
      }
    };
    await withClient(session, check, { connection });
  });

  it("is sent nothing that is not right any more by the time that its tunnel is there", async () => {
    const closing: Script = (request, response) => {
      response.setHeader("Connection", "close");
      session(request, response);
    };
    const check = async ({ array, server }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
      await array.importSessions.getImportSession("a");
      const [opened, asked]: [number, number[]] = [proxy.targets.length, []];
      const atSending = () => {
        asked.push(proxy.targets.length - opened);
        throw new Error("over by now");
      };
      const { importSessions } = array;
      await assert.rejects(
        importSessions.cancelImportSession("a", { force: false }, { atSending }),
        /^Error: over by now/,
      );
      assert.deepEqual(asked, [1], "asked once, behind the tunnel");
      assert.deepEqual(
        server.work().map(({ method }) => method),
        ["GET"],
      );
    };
    await withClient(closing, check, { connection: { proxy: proxy.url } });
  });

  it("is verified all the same: the tunnel ends at the array", async () => {
    const tls = await identity("PS1", { names: ["array.example"] });
    await withServer(
      ok,
      async (server) => {
        await withTransport({ insecure: false, caCertificate: tls.cert, proxy: proxy.url }, async (transport) => {
          const failure = await assertFails(transport.send(requestTo(server.endpoint)), "certificate", false);
          assert.deepEqual(failure.circumstances.certificate?.names, ["array.example"], "seen through the tunnel");
        });
        assert.equal(server.received.length, 0);
      },
      { tls },
    );
  });

  it("is reached by its IPv6 address in brackets", async () => {
    await withTransport({ insecure: true, proxy: proxy.url }, async (transport) => {
      // Nothing listens at the discard port: what counts is what the proxy is asked for.
      await assertFails(
        transport.send({ ...requestTo("https://[::1]:9/api/rest"), timeoutSeconds: 0.3 }),
        "noConnection",
        false,
      );
      assert.deepEqual(proxy.targets, ["[::1]:9"]);
    });
  });

  it("is said not to be reached because of the proxy, where nothing listens there", async () => {
    const nobody = (await unusedUrl()).replace(/^https(.*)\/api\/rest$/, "http$1");
    const check = async ({ array, server }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
      const error = await failureOf(array.importSessions.actOnImportSession("a", "pause"));
      assert.equal(error.name, "UnreachableError");
      assert.ok(error.message.includes(`at the proxy ${nobody}: nothing listens at this address`), error.message);
      assert.match(error.message, /POWERSTORE_PROXY/);
      assert.equal(server.received.length, 0);
    };
    await withClient(session, check, { connection: { proxy: nobody } });
  });

  describe("that wants to know who asks", () => {
    before(() => {
      status = 407;
    });
    after(() => {
      status = 200;
    });

    it("is not reached, and the proxy's answer is named", async () => {
      await withClient(
        session,
        async ({ array, server }) => {
          const error = await failureOf(array.importSessions.getImportSession("a"));
          assert.equal(error.name, "UnreachableError");
          assert.match(
            error.message,
            /at the proxy http:\/\/127\.0\.0\.1:\d+: it makes no way to the array \(HTTP 407\)/,
          );
          assert.equal(server.received.length, 0);
        },
        { connection: { proxy: proxy.url } },
      );
    });
  });

  describe("that does not reach it for a moment", () => {
    before(() => {
      status = 503;
    });
    after(() => {
      status = 200;
    });

    it("is asked for again, as an array is that refuses connections itself, also for a change", async () => {
      const calls: [method: string, (array: PowerStore) => Promise<unknown>][] = [
        ["GET", ({ importSessions }) => importSessions.getImportSession("a")],
        ["POST", ({ importSessions }) => importSessions.actOnImportSession("a", "pause")],
      ];
      for (const [method, call] of calls) {
        proxy.targets.splice(0);
        proxy.answer(503, 2);
        const check = async ({ array, server }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
          await call(array);
          assert.ok(proxy.targets.length >= 3, `${proxy.targets.length} tunnels`);
          assert.deepEqual(
            server.work().map((request) => request.method),
            [method],
          );
        };
        await withClient(session, check, { connection: { proxy: proxy.url } });
      }
    });

    it("is not reached in the end, which is said of the array and not of the proxy's settings", async () => {
      const check = async ({ array }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
        const error = await failureOf(array.importSessions.getImportSession("a"));
        assert.equal(error.name, "UnreachableError", "what a wait goes on after");
        assert.match(error.message, /at the proxy .*: it does not reach the array \(HTTP 503\), in each of 3 attempts/);
        assert.match(error.message, /whether the array is up/);
      };
      await withClient(session, check, { connection: { proxy: proxy.url } });
    });
  });

  it("is given up when the time is over that the connection has, however long that is", async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    try {
      const opening = openTunnel(`http://127.0.0.1:${port}`, { host: "127.0.0.1", port: 443 }, 0.05);
      await assertFails(opening, "noConnection", false);
    } finally {
      silent.close();
    }
  });

  it("can be given up while the proxy is silent", async () => {
    const controller = new AbortController();
    await withTransport({ insecure: true, proxy: proxy.url }, async (transport) => {
      const sending = transport.send({ ...requestTo("https://192.0.2.1/api/rest"), signal: controller.signal });
      controller.abort();
      await assertFails(sending, "stopped", false);
    });
  });
});

describe("A failure to reach an array", () => {
  it("names what it may have to do with, where the connection knows of something", async () => {
    const unreachable = "HTTPS_PROXY is set, but only powerstore-import:proxy counts";
    const endpoint = await unusedUrl();
    await withClient(
      session,
      async ({ array }) => {
        const error = await failureOf(array.inventory.getClusterId());
        assert.match(error.message, /nothing listens.*; HTTPS_PROXY is set, but only powerstore-import:proxy counts$/);
      },
      { connection: { endpoint, hints: { unreachable, certificate: "not this" } } },
    );
  });

  it("to trust it, too", async () => {
    const certificate = "POWERSTORE_CA_FILE is set, but left out";
    await withServer(session, async (server) => {
      const { caCertificate, ...connection } = connectionTo(server);
      const check = async ({ array }: Parameters<Parameters<typeof withClient>[1]>[0]) => {
        const { message } = await failureOf(array.inventory.getClusterId());
        assert.match(message, /not trusted here.*; POWERSTORE_CA_FILE is set, but left out$/);
      };
      await withClient(session, check, {
        connection: {
          ...connection,
          caCertificate: undefined,
          hints: { certificate, unreachable: "not this" },
        } as never,
      });
    });
  });
});
