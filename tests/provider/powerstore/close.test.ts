import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Transport } from "../../../provider/powerstore/http/contract";
import { StoppedError } from "../../../provider/powerstore/http/powerStoreErrors";
import { SendFailure } from "../../../provider/powerstore/http/sendFailure";
import { connect } from "../../../provider/powerstore/powerStore";
import { failureOf, withClient } from "./client";
import { cookieOf, json, loggedIn, type Script, tokenOf, wireSession } from "./scriptedServer";
import { type SteppedClock, steppedClock } from "./steppedClock";

const good: Script = (_, response) => json(response, 200, wireSession("a"));
const read = (array: PowerStore) => array.importSessions.getImportSession("a");

describe("close", () => {
  it("logs out with cookie and token", async () => {
    await withClient(loggedIn(good), async ({ server, array }) => {
      await read(array);
      await array.close();
      const logout = server.received.at(-1);
      assert.deepEqual(
        [logout?.method, logout?.path, logout?.headers.cookie, logout?.headers["dell-emc-token"]],
        ["POST", "/logout", cookieOf(1), tokenOf(1)],
      );
    });
  });

  it("sends nothing when nobody has logged in", async () => {
    await withClient(loggedIn(good), async ({ server, array }) => {
      await array.close();
      assert.equal(server.received.length, 0);
    });
  });

  it("logs out once however often it is called", async () => {
    await withClient(loggedIn(good), async ({ server, array }) => {
      await read(array);
      await Promise.all([array.close(), array.close()]);
      await array.close();
      assert.equal(server.received.filter(({ path }) => path === "/logout").length, 1);
    });
  });

  it("stops what is in flight and what comes later", async () => {
    const calls: Promise<Error>[] = [];
    let isClosed: Promise<void> | undefined;
    let arrayToClose: PowerStore | undefined;
    const stall: Script = () => {
      isClosed = arrayToClose?.close();
    };
    await withClient(loggedIn(stall), async ({ server, array }) => {
      arrayToClose = array;
      calls.push(failureOf(read(array)), failureOf(array.inventory.getClusterId()));
      for (const error of await Promise.all(calls)) assert.ok(error instanceof StoppedError, String(error));
      await isClosed;
      const before = server.received.length;
      assert.ok((await failureOf(read(array))) instanceof StoppedError);
      assert.equal(server.received.length, before);
    });
  });

  it("stops a login that is under way", async () => {
    let arrayToClose: PowerStore | undefined;
    await withClient(
      () => void arrayToClose?.close(),
      async ({ array }) => {
        arrayToClose = array;
        assert.ok((await failureOf(read(array))) instanceof StoppedError);
      },
    );
  });

  for (const { wished, may, reason } of [
    { wished: 0.05, may: 0.05, reason: "what it is given" },
    { wished: undefined, may: 1, reason: "nobody waits longer for the end of a program" },
  ]) {
    it(`takes ${may} s and no more when the array does not answer the logout: ${reason}`, async () => {
      const clock = steppedClock();
      const array = connect(
        {
          endpoint: "https://array.example/api/rest",
          username: "u",
          password: "p",
          insecure: false,
          timeoutSeconds: 60,
        },
        { clock, transport: silentAtLogout(clock) },
      );
      await read(array);
      const before = clock.now();
      await array.close(wished);
      assert.equal((clock.now() - before) / 1000, may);
    });
  }

  it("does not throw when the array is gone", async () => {
    await withClient(loggedIn(good), async ({ server, array }) => {
      await read(array);
      await server.stop();
      await array.close();
    });
  });
});

/** Answers as an array does, but for the logout: there it lets all the time pass that the request may take. */
function silentAtLogout(clock: SteppedClock): Transport {
  const headers = new Headers({ "Set-Cookie": `${cookieOf(1)}; Secure`, "DELL-EMC-TOKEN": tokenOf(1) });
  return {
    send: async ({ url, timeoutSeconds }) => {
      if (url.endsWith("/login_session")) return { status: 200, headers, text: JSON.stringify([{ id: "1" }]) };
      if (!url.endsWith("/logout")) return { status: 200, headers, text: JSON.stringify(wireSession("a")) };
      clock.step(timeoutSeconds);
      throw new SendFailure("timedOut", { mayHaveArrived: true });
    },
    close: () => undefined,
  };
}
