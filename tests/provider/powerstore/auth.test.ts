import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import {
  ForbiddenError,
  LoginRefusedError,
  NotPowerStoreError,
  OutcomeUnknownError,
} from "../../../provider/powerstore/http/powerStoreErrors";
import { failureOf, withClient } from "./client";
import {
  arrayError,
  cookieOf,
  grantLogin,
  json,
  loggedIn,
  PASSWORD,
  type Received,
  type Script,
  tokenOf,
  wireSession,
} from "./scriptedServer";

const answerSession: Script = (_, response) => json(response, 200, wireSession("a"));
const read = (array: PowerStore) => array.importSessions.getImportSession("a");
const pause = (array: PowerStore) => array.importSessions.actOnImportSession("a", "pause");
const fifty = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, call));

/** Grants logins and answers `status` to every request under a session older than the newest `valid` ones. */
function expiring(status: 401 | 403, answer: (request: Received, response: ServerResponse) => void) {
  const state = { logins: 0, firstValid: 1 };
  const script: Script = (request, response) => {
    if (request.path === "/login_session") return grantLogin(response, ++state.logins);
    const isValid = Number(/\d+$/.exec(request.headers.cookie ?? "")?.[0]) >= state.firstValid;
    return isValid ? answer(request, response) : arrayError(response, status, "Not under this session.");
  };
  /** @param refused so many logins that are granted give a session which is not valid. */
  const expire = (refused = 0) => {
    state.firstValid = state.logins + 1 + refused;
  };
  return { script, expire };
}

describe("logging in", () => {
  it("happens with the first request and not before", async () => {
    await withClient(loggedIn(answerSession), async ({ server, array }) => {
      assert.equal(server.received.length, 0);
      await read(array);
      const [login] = server.received;
      assert.equal(login?.headers.authorization, `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}`);
    });
  });

  it("gives every later request the cookie and the token, and none the password", async () => {
    const script = loggedIn((request, response) => {
      if (request.method === "GET") answerSession(request, response);
      else response.writeHead(204).end();
    });
    await withClient(script, async ({ server, array }) => {
      await read(array);
      await pause(array);
      await array.importSessions.deleteImportSession("a");
      for (const { headers } of server.work()) {
        assert.deepEqual(
          [headers.cookie, headers["dell-emc-token"], headers.authorization],
          [cookieOf(1), tokenOf(1), undefined],
        );
      }
      assert.equal(server.work().length, 3);
    });
  });

  it("is done once for 50 concurrent first requests", async () => {
    await withClient(loggedIn(answerSession), async ({ server, array }) => {
      await fifty(() => read(array));
      assert.equal(server.logins(), 1);
      assert.equal(server.work().length, 50);
    });
  });

  it("goes on for the others when one of those who wait for it stops", async () => {
    const waiting: ServerResponse[] = [];
    const controller = new AbortController();
    const script: Script = (request, response) => {
      if (request.path !== "/login_session") return answerSession(request, response);
      waiting.push(response);
      controller.abort();
    };
    await withClient(script, async ({ server, array }) => {
      const other = read(array);
      await failureOf(array.importSessions.getImportSession("a", { signal: controller.signal }));
      for (const response of waiting) grantLogin(response);
      assert.equal((await other).id, "a");
      assert.equal(server.logins(), 1);
    });
  });

  it("is tried again half a minute later when the array was only busy for long", async () => {
    let refusals = 7;
    const granting = loggedIn(answerSession);
    const script: Script = (request, response) =>
      refusals-- > 0 ? arrayError(response, 503, "Busy.") : granting(request, response);
    await withClient(script, async ({ array, clock }) => {
      assert.equal((await failureOf(read(array))).name, "BusyError");
      clock.step(30);
      assert.equal((await read(array)).id, "a");
    });
  });

  const noLogins: readonly { name: string; answer: (response: ServerResponse) => void }[] = [
    { name: "a page", answer: (response) => void response.end("<html>Sign in</html>") },
    { name: "nothing", answer: (response) => void response.end() },
    { name: "JSON of another shape", answer: (response) => json(response, 200, { user: "admin" }) },
    { name: "a login without cookie and token", answer: (response) => json(response, 200, [{ id: "1" }]) },
  ];
  for (const { name, answer } of noLogins) {
    it(`finds that ${name} is no PowerStore's answer`, async () => {
      await withClient(
        (_, response) => answer(response),
        async ({ array }) => {
          const error = await failureOf(read(array));
          assert.ok(error instanceof NotPowerStoreError, String(error));
          assert.match(error.message, /^logging in as "admin" on https:.* management address of a PowerStore/);
        },
      );
    });
  }
});

describe("a refused login", () => {
  const refusing: Script = (_, response) => arrayError(response, 401, "Invalid credentials.");

  it("names array, user, settings and the way on after a rotation", async () => {
    await withClient(refusing, async ({ server, array }) => {
      const error = await failureOf(read(array));
      assert.ok(error instanceof LoginRefusedError);
      assert.deepEqual([error.status, error.operation, error.endpoint], [401, "GET /login_session", server.endpoint]);
      const expected = [
        `logging in as "admin" on ${server.endpoint}: `,
        "Invalid credentials",
        "powerstore-import:username",
        "powerstore-import:password",
        "POWERSTORE_USERNAME",
        "POWERSTORE_PASSWORD",
        "run the same command with --run-program",
      ];
      for (const part of expected) assert.ok(error.message.includes(part), `${part} in ${error.message}`);
      assert.doesNotMatch(error.message, /run `?pulumi up/, "who is about to destroy must not start imports for it");
    });
  });

  it("is not tried again, so that a thousand resources do not lock the account", async () => {
    await withClient(refusing, async ({ server, array, clock }) => {
      await Promise.allSettled(Array.from({ length: 50 }, () => read(array)));
      clock.step(100_000);
      assert.ok((await failureOf(read(array))) instanceof LoginRefusedError);
      assert.equal(server.received.length, 1);
    });
  });

  it("is not tried again when the account may not log in at all", async () => {
    await withClient(
      (_, response) => arrayError(response, 403, "The account is locked."),
      async ({ server, array }) => {
        await failureOf(read(array));
        assert.ok((await failureOf(read(array))) instanceof ForbiddenError);
        assert.equal(server.received.length, 1);
      },
    );
  });
});

describe("a login refused after logins that worked", () => {
  /** Refuses every session, and the logins from the second on as listed; grants the ones after. */
  function failingOver(...refused: readonly (401 | 403 | "granted")[]) {
    const state = { logins: 0, isOver: true };
    const left: (401 | 403 | "granted")[] = [...refused];
    const script: Script = (request, response) => {
      if (request.path === "/logout") return void response.writeHead(204).end();
      if (request.path !== "/login_session") {
        return state.isOver ? answerSession(request, response) : arrayError(response, 401, "Unauthorized.");
      }
      const refusal = state.logins++ > 0 ? left.shift() : undefined;
      if (refusal && refusal !== "granted") return arrayError(response, refusal, "Not now.");
      state.isOver = true;
      grantLogin(response, state.logins);
    };
    return { script, state, begin: () => Object.assign(state, { isOver: false }) };
  }

  for (const status of [401, 403] as const) {
    it(`with ${status}, once, is tried again a minute later, and the process goes on`, async () => {
      const { script, begin } = failingOver(status);
      await withClient(script, async ({ server, array, clock }) => {
        await read(array);
        begin();
        const error = await failureOf(read(array));
        assert.ok(error instanceof LoginRefusedError ? !error.isFinal : error instanceof ForbiddenError);
        clock.step(59);
        await failureOf(read(array));
        assert.equal(server.logins(), 2);
        clock.step(1);
        assert.equal((await read(array)).id, "a");
        assert.equal(server.logins(), 3);
      });
    });
  }

  it("says that there is one more attempt, and when", async () => {
    const { script, begin } = failingOver(401);
    await withClient(script, async ({ array }) => {
      await read(array);
      begin();
      assert.match((await failureOf(read(array))).message, /was accepted before.*one more attempt, 60 s from now/);
    });
  });

  it("is tried once more for all of a thousand requests, and never again", async () => {
    const { script, begin } = failingOver(401, 401, 401, 401);
    await withClient(script, async ({ server, array, clock }) => {
      await read(array);
      begin();
      const thousand = () => Promise.all(Array.from({ length: 1000 }, () => failureOf(read(array))));
      await thousand();
      assert.equal(server.logins(), 2);
      clock.step(60);
      await thousand();
      assert.equal(server.logins(), 3);
      for (let hour = 0; hour < 5; hour++) {
        clock.step(3600);
        const [error] = await thousand();
        assert.ok(error instanceof LoginRefusedError && error.isFinal);
        assert.match(error.message, /no other attempt in this run/);
      }
      assert.equal(server.logins(), 3);
    });
  });

  it("is forgotten with the login that is granted: the next one is the first again", async () => {
    const { script, begin } = failingOver(401, "granted", 401, "granted");
    await withClient(script, async ({ server, array, clock }) => {
      await read(array);
      for (let failOver = 0; failOver < 2; failOver++) {
        begin();
        await failureOf(read(array));
        clock.step(60);
        assert.equal((await read(array)).id, "a");
      }
      assert.equal(server.logins(), 5);
    });
  });
});

describe("an expired session", () => {
  for (const status of [401, 403] as const) {
    it(`noticed by a ${status} is renewed once for 50 requests in flight, each of which then succeeds`, async () => {
      const { script, expire } = expiring(status, answerSession);
      await withClient(script, async ({ server, array }) => {
        await read(array);
        expire();
        const sessions = await fifty(() => read(array));
        assert.equal(sessions.length, 50);
        assert.equal(server.logins(), 2);
      });
    });

    it(`noticed by a ${status} repeats a change, which was refused and so not carried out`, async () => {
      const { script, expire } = expiring(status, (_, response) => void response.writeHead(204).end());
      await withClient(script, async ({ server, array }) => {
        await pause(array);
        expire();
        await pause(array);
        assert.equal(server.logins(), 2);
        assert.equal(server.work().length, 3);
      });
    });
  }

  for (const status of [401, 403] as const) {
    it(`whose successor is refused as well, by a ${status} in the middle of a fail-over, has another one a minute later`, async () => {
      const { script, expire } = expiring(status, answerSession);
      await withClient(script, async ({ server, array, clock }) => {
        await read(array);
        expire(1);
        await failureOf(read(array));
        clock.step(59);
        for (const error of await fifty(() => failureOf(read(array)))) {
          assert.ok(error instanceof LoginRefusedError ? !error.isFinal : error instanceof ForbiddenError);
        }
        assert.equal(server.logins(), 2, "one for all, and none so soon");
        clock.step(1);
        assert.equal((await fifty(() => read(array))).length, 50);
        assert.equal(server.logins(), 3);
      });
    });
  }

  for (const status of [401, 403] as const) {
    it(`is not what a page with a ${status} to a change says: what has sent it may have passed the change on`, async () => {
      const script = loggedIn((request, response) => {
        if (request.method === "GET") return answerSession(request, response);
        response.writeHead(status, { "Content-Type": "text/html" }).end("<html>Log in.</html>");
      });
      await withClient(script, async ({ server, array }) => {
        await read(array);
        assert.ok((await failureOf(pause(array))) instanceof OutcomeUnknownError);
        assert.deepEqual([server.logins(), server.work().length], [1, 2]);
      });
    });
  }

  it("can expire again and again", async () => {
    const { script, expire } = expiring(401, answerSession);
    await withClient(script, async ({ server, array }) => {
      for (let i = 0; i < 5; i++) {
        await read(array);
        expire();
      }
      assert.equal(server.logins(), 5);
    });
  });

  it("whose password was changed meanwhile ends in a refused login", async () => {
    let isChanged = false;
    const script: Script = (request, response) => {
      if (isChanged) return arrayError(response, 401, "Unauthorized.");
      return loggedIn(answerSession)(request, response);
    };
    await withClient(script, async ({ server, array }) => {
      await read(array);
      isChanged = true;
      const errors = await fifty(() => failureOf(read(array)));
      assert.ok(errors.every((error) => error instanceof LoginRefusedError));
      assert.equal(server.logins(), 2);
    });
  });
});

describe("a missing privilege", () => {
  const readOnly: Script = loggedIn((request, response) => {
    if (request.method === "GET") answerSession(request, response);
    else arrayError(response, 403, "Operation not permitted.");
  });

  it("is told from a stale token by a fresh login", async () => {
    await withClient(readOnly, async ({ server, array }) => {
      await read(array);
      const error = await failureOf(pause(array));
      assert.ok(error instanceof ForbiddenError);
      assert.match(
        error.message,
        /^pausing import session \(a\) on .*403: Operation not permitted .*role lacks the privilege/,
      );
      assert.equal(server.logins(), 2);
    });
  });

  it("needs no second login when the first request shows it", async () => {
    await withClient(readOnly, async ({ server, array }) => {
      await fifty(() => failureOf(pause(array)));
      assert.equal(server.logins(), 1);
    });
  });

  it("does not log in anew for each of many changes", async () => {
    await withClient(readOnly, async ({ server, array, clock }) => {
      await read(array);
      for (let i = 0; i < 20; i++) assert.ok((await failureOf(pause(array))) instanceof ForbiddenError);
      assert.equal(server.logins(), 2);
      clock.step(301);
      await failureOf(pause(array));
      assert.equal(server.logins(), 3, "after the shortest idle time-out the token may be stale again");
    });
  });

  it("does not log in anew within five minutes as long as the array takes the same session for other requests", async () => {
    await withClient(readOnly, async ({ server, array, clock }) => {
      for (let minute = 0; minute < 6; minute++) {
        await read(array);
        assert.ok((await failureOf(pause(array))) instanceof ForbiddenError);
        assert.equal(server.logins(), minute < 5 ? 2 : 3, `after ${minute} min`);
        clock.step(60);
      }
    });
  });

  it("does not keep those from the new session who found the old one expired at the same time", async () => {
    const { script, expire } = expiring(403, (request, response) => readOnly(request, response));
    await withClient(script, async ({ array }) => {
      await read(array);
      expire();
      const [refused, ...sessions] = await Promise.all([
        failureOf(pause(array)),
        ...Array.from({ length: 49 }, () => read(array)),
      ]);
      assert.ok(refused instanceof ForbiddenError);
      assert.equal(sessions.length, 49);
    });
  });

  it("does not keep an expired session from being renewed", async () => {
    const { script, expire } = expiring(401, (request, response) => readOnly(request, response));
    await withClient(script, async ({ array }) => {
      await failureOf(pause(array));
      expire();
      assert.equal((await read(array)).id, "a");
    });
  });
});

describe("an array that forgets every session at once", () => {
  it("ends in an error and not in a storm of logins", async () => {
    const script: Script = (request, response) =>
      request.path === "/login_session" ? grantLogin(response) : arrayError(response, 401, "Unauthorized.");
    await withClient(script, async ({ server, array, clock }) => {
      for (let i = 0; i < 10; i++) assert.ok((await failureOf(read(array))) instanceof LoginRefusedError);
      assert.ok(server.logins() <= 2, `${server.logins()} logins`);
      const logins = server.logins();
      clock.step(299);
      await failureOf(read(array));
      assert.equal(server.logins(), logins, "no session of it was ever of use");
    });
  });
});
