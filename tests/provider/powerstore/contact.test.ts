import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Transport, TransportAnswer, TransportRequest } from "../../../provider/powerstore/http/contract";
import { BusyError, ReadFailedError, UnreachableError } from "../../../provider/powerstore/http/powerStoreErrors";
import { SendFailure, type SendFailureKind } from "../../../provider/powerstore/http/sendFailure";
import { connect } from "../../../provider/powerstore/powerStore";
import { failureOf } from "./client";
import { wireSession } from "./scriptedServer";
import { steppedClock } from "./steppedClock";

const ENDPOINT = "https://array.test/api/rest";
const TIMEOUT_SECONDS = 120;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): TransportAnswer => ({
  status,
  headers: new Headers({ "content-type": "application/json", ...headers }),
  text: JSON.stringify(body),
});
const granted = json(200, [{ id: "1" }], { "set-cookie": "auth_cookie=some-cookie", "dell-emc-token": "some-token" });

/** What becomes of a request for a path. */
type Fate = (path: string) => TransportAnswer | SendFailure;

const good: Fate = (path) => {
  if (path === "/login_session") return granted;
  if (path === "/import_session") return json(201, { id: "new" });
  return path.endsWith("/pause")
    ? { status: 204, headers: new Headers(), text: "" }
    : json(200, wireSession(path.split("/")[2] ?? ""));
};
const failing =
  (kind: SendFailureKind, mayHaveArrived: boolean): Fate =>
  () =>
    new SendFailure(kind, { mayHaveArrived });
const noWay = failing("noConnection", false);
const hanging = failing("timedOut", true);

/** A client on a clock, which a request that gets no answer moves by its time-out. */
function setUp(requestsInFlight = 16) {
  const clock = steppedClock();
  const sent: string[] = [];
  const world: { fate: Fate } = { fate: good };
  const transport: Transport = {
    close: () => undefined,
    send: async ({ method, url, timeoutSeconds }: TransportRequest) => {
      const path = url.slice(ENDPOINT.length).split("?", 1).join("");
      sent.push(`${method} ${path}`);
      const end = world.fate(path);
      if (!(end instanceof SendFailure)) return end;
      if (end.kind === "noConnection" || end.kind === "timedOut") clock.step(timeoutSeconds);
      throw end;
    },
  };
  const connection = { endpoint: ENDPOINT, username: "admin", password: "correct-horse", insecure: false };
  const array = connect(
    { ...connection, timeoutSeconds: TIMEOUT_SECONDS },
    { clock, transport, random: () => 0, requestsInFlight },
  );
  const seconds = () => clock.monotonic() / 1000;
  const start = seconds();
  return { array, clock, sent, world, seconds: () => seconds() - start };
}

const read = (array: PowerStore, id: string) => array.importSessions.getImportSession(id);
const pause = (array: PowerStore, id: string) => array.importSessions.actOnImportSession(id, "pause");

describe("A dead array", () => {
  it("is waited for once by a thousand operations, one after the other", async () => {
    const { array, clock, sent, world, seconds } = setUp();
    world.fate = noWay;
    for (let number = 0; number < 1000; number++) {
      assert.ok((await failureOf(read(array, `s${number}`))) instanceof UnreachableError);
      // What the engine itself takes for an operation.
      clock.step(0.02);
    }
    assert.deepEqual(sent, ["GET /login_session"]);
    assert.ok(seconds() < TIMEOUT_SECONDS + 30, `${seconds()} s`);
  });

  it("that dies after the login is waited for by two reads, since one may hang by itself", async () => {
    const { array, clock, sent, world, seconds } = setUp();
    await read(array, "a");
    world.fate = hanging;
    for (let number = 0; number < 1000; number++) {
      await failureOf(read(array, `s${number}`));
      clock.step(0.02);
    }
    // Each is sent a second time, as a read that timed out always was.
    assert.deepEqual(
      sent.slice(2),
      Array(2).fill("GET /import_session/s0").concat(Array(2).fill("GET /import_session/s1")),
    );
    assert.ok(seconds() < 4 * TIMEOUT_SECONDS + 30, `${seconds()} s`);
  });

  it("is found out at once by a read that is about no single session", async () => {
    const { array, sent, world } = setUp();
    await read(array, "a");
    world.fate = hanging;
    assert.ok((await failureOf(array.inventory.getClusterId())) instanceof ReadFailedError);
    sent.length = 0;
    assert.ok((await failureOf(read(array, "a"))) instanceof UnreachableError);
    assert.deepEqual(sent, []);
  });

  it("is not waited for by those who queue for their turn meanwhile", async () => {
    const { array, sent, world } = setUp(4);
    await read(array, "a");
    world.fate = noWay;
    sent.length = 0;
    const errors = await Promise.all(Array.from({ length: 200 }, (_, number) => failureOf(read(array, `s${number}`))));
    assert.ok(errors.every((error) => error instanceof UnreachableError));
    assert.ok(sent.length <= 8, `${sent.length} requests`);
  });

  it("is asked again after half a minute, and the first answer ends it for all", async () => {
    const { array, clock, sent, world } = setUp();
    world.fate = noWay;
    await failureOf(read(array, "a"));
    world.fate = good;
    clock.step(29);
    await failureOf(read(array, "a"));
    assert.equal(sent.length, 1);
    clock.step(1);
    assert.equal((await read(array, "a")).id, "a");
    assert.equal((await read(array, "b")).id, "b");
  });

  it("gets no change, which is sure not to be carried out", async () => {
    const { array, sent, world } = setUp();
    await read(array, "a");
    world.fate = noWay;
    await failureOf(read(array, "a"));
    world.fate = good;
    sent.length = 0;
    for (const change of [() => pause(array, "a"), () => array.importSessions.deleteImportSession("a")]) {
      assert.ok((await failureOf(change())) instanceof UnreachableError);
    }
    assert.deepEqual(sent, []);
  });

  it("is told as what an earlier request met, and when, and what to check", async () => {
    const { array, clock, world } = setUp();
    world.fate = noWay;
    await failureOf(read(array, "a"));
    clock.step(12);
    const { message } = await failureOf(read(array, "b"));
    assert.match(
      message,
      /on https:\/\/array\.test\/api\/rest: nothing was sent, .*met 12 s ago \(no connection within 120 s/,
    );
    assert.match(message, /powerstore-import:endpoint.*asks again in 18 s$/);
  });

  it("by 503 for all of its attempts is shared, too, and by a gateway that finds nobody behind it", async () => {
    for (const answer of [
      json(503, { messages: [{ code: "0xE0", message_l10n: "Busy." }] }),
      { status: 502, headers: new Headers(), text: "" },
    ]) {
      const { array, sent, world } = setUp();
      world.fate = () => answer;
      await failureOf(read(array, "a"));
      const before = sent.length;
      const error = await failureOf(read(array, "b"));
      assert.ok(error instanceof UnreachableError, String(error));
      assert.match(error.message, /met \d s ago \(the array answered 50/);
      assert.equal(sent.length, before);
    }
  });
});

describe("What is no sign of a dead array", () => {
  it("is one session whose read hangs: the others are read", async () => {
    const { array, world } = setUp();
    world.fate = (path) => (path.startsWith("/import_session/bad") ? hanging(path) : good(path));
    for (let round = 0; round < 3; round++) {
      assert.ok((await failureOf(read(array, "bad"))) instanceof ReadFailedError);
      assert.equal((await read(array, "good")).id, "good");
    }
  });

  it("is a second session whose read hangs, when the array answered between the two", async () => {
    const { array, world } = setUp();
    world.fate = (path) => (path.startsWith("/import_session/bad") ? hanging(path) : good(path));
    await failureOf(read(array, "bad-1"));
    await read(array, "good");
    assert.ok((await failureOf(read(array, "bad-2"))) instanceof ReadFailedError);
    assert.equal((await read(array, "good")).id, "good");
  });

  it("is a change that takes longer than its time-out: the array answers when it is done", async () => {
    const { array, world } = setUp();
    world.fate = (path) => (path.endsWith("/pause") ? hanging(path) : good(path));
    for (const id of ["a", "b", "c"]) await failureOf(pause(array, id));
    assert.equal((await read(array, "a")).id, "a");
  });

  it("is an array that answers with errors of its own", async () => {
    const { array, world } = setUp();
    const broken = json(500, { messages: [{ code: "0xE0", message_l10n: "Internal error." }] });
    world.fate = (path) => (path === "/login_session" ? granted : broken);
    for (const id of ["a", "b"]) assert.ok((await failureOf(read(array, id))) instanceof ReadFailedError);
    assert.ok((await failureOf(read(array, "c"))) instanceof ReadFailedError);
  });

  it("is a disturbance of some seconds: it is shared for no longer than it took", async () => {
    const { array, clock, world } = setUp();
    world.fate = failing("refused", false);
    // Three attempts, with pauses of 0.5 s and 1 s.
    await failureOf(read(array, "a"));
    world.fate = good;
    clock.step(1.5);
    assert.equal((await read(array, "a")).id, "a");
  });

  it("is a busy array that answers somebody", async () => {
    const { array, world } = setUp();
    const busy = json(503, { messages: [{ code: "0xE0", message_l10n: "Busy." }] });
    await read(array, "a");
    let asked = 0;
    world.fate = (path) => (path.endsWith("/bad") || ++asked < 3 ? busy : good(path));
    const [bad, good1] = await Promise.allSettled([read(array, "bad"), read(array, "good")]);
    assert.ok(bad.status === "rejected" && bad.reason instanceof BusyError);
    assert.equal(good1.status, "fulfilled");
    assert.equal((await read(array, "good")).id, "good");
  });
});
