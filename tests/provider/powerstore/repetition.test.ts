import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Sending } from "../../../provider/powerstore/http/contract";
import { StoppedError } from "../../../provider/powerstore/http/powerStoreErrors";
import { clockFrom } from "../../clock";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Script, wireSession } from "./scriptedServer";

const good: Script = (request, response) => {
  if (request.method === "GET") json(response, 200, wireSession("a"));
  else if (request.path === "/import_session") json(response, 201, { id: "new" });
  else response.writeHead(204).end();
};
const busy: Script = (_, response) => arrayError(response, 503, "Wait and try again. System is busy.");
const drop: Script = (_, response) => void response.socket?.destroy();
const forgotten: Script = (_, response) => arrayError(response, 401, "Log in first.");

/** The first requests after the login fare as listed, the others well. */
function first(...scripts: Script[]): Script {
  return loggedIn((request, response) => (scripts.shift() ?? good)(request, response));
}

const read = (array: PowerStore) => array.importSessions.getImportSession("a");
const create = (array: PowerStore) =>
  array.importSessions.createImportSession({
    remoteSystemId: "r",
    sourceResourceId: "s",
    name: "n",
    type: "Agentless",
  });

describe("a read", () => {
  it("outlives a busy array, a dropped connection and an answer that breaks off", async () => {
    const breakOff: Script = (_, response) => void response.end('{"id":');
    await withClient(first(busy, drop, breakOff), async ({ server, array, clock }) => {
      assert.equal((await read(array)).id, "a");
      assert.equal(server.work().length, 4);
      assert.deepEqual(clock.slept, [0.5, 1, 2]);
    });
  });

  it("ends its pause between two attempts when the caller stops it", async () => {
    const controller = new AbortController();
    const clock = clockFrom(
      () => 0,
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
          controller.abort();
        }),
    );
    await withClient(
      first(busy),
      async ({ server, array }) => {
        const error = await failureOf(array.importSessions.getImportSession("a", { signal: controller.signal }));
        assert.ok(error instanceof StoppedError);
        assert.equal(error.isOutcomeUnknown, false);
        assert.equal(server.work().length, 1);
      },
      { options: { clock } },
    );
  });
});

describe("a change", () => {
  it("is repeated while the array says that it is busy", async () => {
    await withClient(first(busy, busy), async ({ server, array }) => {
      assert.equal(await create(array), "new");
      assert.equal(server.work().length, 3);
    });
  });

  it("is decided with each attempt, which is told what came before it", async () => {
    const asked: Sending[] = [];
    const atSending = (sending: Sending) => void asked.push(sending);
    await withClient(first(good, forgotten, busy), async ({ array }) => {
      await read(array);
      await array.importSessions.actOnImportSession("a", "pause", { atSending });
      assert.deepEqual(asked, [
        { isFirst: true, isRepetition: false },
        { isFirst: false, isRepetition: false },
        { isFirst: false, isRepetition: true },
      ]);
    });
  });

  it("is sent once and no more when its outcome is unknown", async () => {
    await withClient(first(drop), async ({ server, array }) => {
      await failureOf(create(array));
      assert.equal(server.work().length, 1);
    });
  });

  it("says that its outcome is unknown when it is stopped under way", async () => {
    const controller = new AbortController();
    await withClient(
      first(() => controller.abort()),
      async ({ array }) => {
        const { importSessions } = array;
        const error = await failureOf(importSessions.actOnImportSession("a", "cutover", { signal: controller.signal }));
        assert.ok(error instanceof StoppedError);
        assert.equal(error.isOutcomeUnknown, true);
        assert.match(error.message, /^cutting over import session \(a\) .*whether it was carried out is not known/);
      },
    );
  });
});

describe("requests in flight", () => {
  it("are bounded, and all get their turn", async () => {
    const connections = new Set<number | undefined>();
    const held: (() => void)[] = [];
    // Answers by fours, so that nothing goes on unless four are in flight; more would need more connections.
    const byFours: Script = (request, response) => {
      connections.add(response.socket?.remotePort);
      held.push(() => good(request, response));
      if (held.length === 4) for (const answer of held.splice(0)) answer();
    };
    await withClient(
      loggedIn(byFours),
      async ({ array }) => {
        const sessions = await Promise.all(Array.from({ length: 40 }, () => read(array)));
        assert.equal(sessions.length, 40);
        assert.equal(connections.size, 4);
      },
      { options: { requestsInFlight: 4 } },
    );
  });

  it("leave the queue at once when the caller stops them", async () => {
    const controller = new AbortController();
    await withClient(
      loggedIn(() => controller.abort()),
      async ({ server, array }) => {
        const stuck = failureOf(read(array));
        const error = await failureOf(array.importSessions.getImportSession("b", { signal: controller.signal }));
        assert.ok(error instanceof StoppedError);
        assert.deepEqual(
          server.work().map(({ path }) => path.split("?")[0]),
          ["/import_session/a"],
        );
        await array.close();
        await stuck;
      },
      { options: { requestsInFlight: 1 } },
    );
  });

  it("share a signal by the hundred without a warning of Node's", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on("warning", note);
    const { signal } = new AbortController();
    try {
      await withClient(loggedIn(good), async ({ array }) => {
        await Promise.all(Array.from({ length: 100 }, () => array.importSessions.getImportSession("a", { signal })));
      });
    } finally {
      process.off("warning", note);
    }
    assert.deepEqual(warnings, []);
  });
});
