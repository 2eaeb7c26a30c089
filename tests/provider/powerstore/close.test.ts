import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/contract";
import { StoppedError } from "../../../provider/powerstore/errors";
import { failureOf, withClient } from "./client";
import { cookieOf, grantLogin, json, loggedIn, type Script, tokenOf, wireSession } from "./scriptedServer";

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

  it("takes no longer than it may when the array does not answer the logout", async () => {
    const script: Script = (request, response) => {
      if (request.path === "/login_session") grantLogin(response);
      else if (request.path !== "/logout") good(request, response);
    };
    await withClient(script, async ({ array }) => {
      await read(array);
      await array.close(0.05);
    });
  });

  it("does not throw when the array is gone", async () => {
    await withClient(loggedIn(good), async ({ server, array }) => {
      await read(array);
      await server.stop();
      await array.close();
    });
  });
});
