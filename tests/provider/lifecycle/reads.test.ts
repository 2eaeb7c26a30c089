import assert from "node:assert/strict";
import { systemClock } from "../../../provider/clock";
import { accessArray, pollTicks } from "../../../provider/lifecycle/array/arrayAccess";
import { sessionsOn } from "../../../provider/lifecycle/importSession/sessions/sessions";
import type { ArrayAccess } from "../../../provider/lifecycle/operation/handler";
import { InterruptedError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { NotFoundError } from "../../../provider/powerstore/http/powerStoreErrors";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";

describe("Reads that share requests", () => {
  let simulator: Simulator;
  let array: ArrayAccess;
  let now = 0;
  let slept: number[] = [];
  const ids: string[] = [];

  before(async () => {
    simulator = await startSimulator({ maxActiveSessions: 3 });
  });
  after(async () => {
    await array.powerStore.close(1);
    await simulator.close();
  });
  beforeEach(async () => {
    simulator.reset();
    ids.length = 0;
    for (let number = 1; number <= 8; number++) ids.push(create(number));
    const { endpoint, username, password, caCertificate } = simulator;
    // Wide of the real time: rows grow old only when a test says so.
    const clock = clockFrom(
      () => now,
      async (seconds) => void slept.push(seconds),
    );
    array = accessArray(connect({ endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 }), {
      clock,
    });
    await array.clusterId();
    simulator.clearJournal();
    slept = [];
  });

  function create(number: number): string {
    const source = `unity-01-vol-${String(number).padStart(2, "0")}`;
    const body = {
      remote_system_id: "rs-unity-01",
      source_resource_id: source,
      name: `s-${number}`,
      type: "Non_Disruptive",
    };
    const answer = simulator.world.operations["POST /import_session"]?.({ id: "", body });
    assert.ok(answer);
    return (answer.body as { id: string }).id;
  }

  const requests = () => simulator.journal().entries.map(({ path }) => path.split("?")[0]);
  const state = async (id: string, age = 5) => (await sessionsOn(array).reads.recent(id, age)).state;
  const act = (id: string, action: string) =>
    simulator.world.operations[`POST /import_session/{id}/${action}`]?.({ id, body: {} });

  it("cost one request for one session", async () => {
    await state(ids[0] ?? "");
    assert.deepEqual(requests(), [`/api/rest/import_session/${ids[0]}`]);
  });

  it("cost one request for a burst, and none for those that follow within five seconds", async () => {
    await Promise.all(ids.slice(0, 4).map((id) => state(id)));
    for (const id of ids) await state(id);
    assert.deepEqual(requests(), ["/api/rest/import_session"]);
  });

  it("cost two requests for a burst in single file: the first cannot know that others follow", async () => {
    for (const id of ids) await state(id);
    assert.equal(requests().length, 2);
  });

  it("ask anew once the rows are too old for the reader", async () => {
    await Promise.all(ids.map((id) => state(id)));
    now += 5001;
    await Promise.all(ids.map((id) => state(id)));
    assert.equal(requests().length, 2);
  });

  it("never give a row from before this process's own last change of the session", async () => {
    simulator.advance(60);
    await Promise.all(ids.map((id) => state(id)));
    const [id = ""] = ids;
    await sessionsOn(array).importSessions.actOnImportSession(id, "pause");
    assert.equal(await state(id), "Paused");
  });

  it("count a change whose answer was lost as a change", async () => {
    simulator.advance(60);
    await Promise.all(ids.map((id) => state(id)));
    const [id = ""] = ids;
    simulator.setFaults([{ operation: "POST /import_session/{id}/pause", effect: { drop: "after" } }]);
    await assert.rejects(sessionsOn(array).importSessions.actOnImportSession(id, "pause"));
    assert.equal(await state(id), "Paused");
  });

  it("do not take a page that was under way during a change for one from after it", async () => {
    simulator.advance(60);
    const [id = ""] = ids;
    const early = Promise.all(ids.map((other) => state(other)));
    await sessionsOn(array).importSessions.actOnImportSession(id, "pause");
    await early;
    assert.equal(await state(id), "Paused");
  });

  it("wait for others like them where several were seen together, but not with one that is asked for for the first time", async () => {
    const [first = "", second = ""] = ids;
    const waits = () => slept.filter((seconds) => seconds > 0);
    await Promise.all(ids.slice(0, 6).map((id) => state(id)));
    now += 100;
    await Promise.all([state(first, 0), state(ids[7] ?? "", 0)]);
    assert.deepEqual(waits(), []);
    now += 100;
    await Promise.all([state(first, 0), state(second, 0)]);
    assert.deepEqual(waits(), [0.4]);
  });

  it("say gone only after a read of its own that the list confirms", async () => {
    await Promise.all(ids.map((id) => state(id)));
    now += 6000;
    const [id = ""] = ids;
    simulator.world.purgeSession(id);
    simulator.clearJournal();
    const results = await Promise.allSettled(ids.map((other) => state(other)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", ...Array(7).fill("fulfilled")],
    );
    assert.ok((results[0] as PromiseRejectedResult).reason instanceof NotFoundError);
    const page = "/api/rest/import_session";
    assert.deepEqual(requests(), [page, `${page}/${id}`, page]);
  });

  it("keep a failure with the reads it belongs to: a row that cannot be read does not disturb the others", async () => {
    const rows = simulator.world.rows("import_session") ?? [];
    const body = rows.map((row, index) => (index === 2 ? { ...row, state: "Teleporting" } : row));
    simulator.setFaults([
      { operation: "GET /import_session", effect: { body } },
      { operation: "GET /import_session/{id}", effect: { body: { ...rows[2], state: "Teleporting" } } },
    ]);
    const results = await Promise.allSettled(ids.map((id) => state(id)));
    assert.deepEqual(
      results.flatMap(({ status }, index) => (status === "rejected" ? [index] : [])),
      [2],
    );
    assert.match(String((results[2] as PromiseRejectedResult).reason), /Teleporting/);
  });

  it("find out one by one when what should be a page is none", async () => {
    simulator.setFaults([{ operation: "GET /import_session", effect: { body: { id: "not a page" } } }]);
    const states = await Promise.all(ids.map((id) => state(id)));
    assert.equal(states.length, 8);
    assert.equal(requests().length, 9);
  });

  it("do not believe an answer that is about another session", async () => {
    const [one = "", other = ""] = ids;
    simulator.setFaults([
      { operation: "GET /import_session/{id}", effect: { body: simulator.world.row("import_session", other) } },
    ]);
    await assert.rejects(sessionsOn(array).reads.live(one), /answered with another session/);
  });

  it("end at once for a reader that stops, and go on for the others", async () => {
    const stop = new AbortController();
    simulator.setFaults([{ operation: "GET /import_session", effect: { delaySeconds: 0.2 } }]);
    const stopped = sessionsOn(array).reads.recent(ids[0] ?? "", 5, { signal: stop.signal });
    const other = state(ids[1] ?? "");
    stop.abort();
    await assert.rejects(stopped, InterruptedError);
    assert.equal(simulator.faults()[0]?.hits, 0, "the request had not even arrived");
    assert.equal(await other, "In_Progress");
  });

  it("do not end the process when a reader has stopped before its own read failed", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on("unhandledRejection", note);
    const stop = new AbortController();
    simulator.setFaults([
      { operation: "GET /import_session", effect: { body: { id: "not a page" } } },
      { operation: "GET /import_session/{id}", times: 8, effect: { status: 400 } },
    ]);
    const reads = ids.map((id) => sessionsOn(array).reads.recent(id, 5, { signal: stop.signal }));
    const settled = Promise.allSettled(reads);
    stop.abort();
    assert.deepEqual([...new Set((await settled).map(({ status }) => status))], ["rejected"]);
    // The reads of their own come after the page, and this one after them: the array answers in order.
    await sessionsOn(array)
      .reads.recent(ids[0] ?? "", 0)
      .catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  it("see what somebody else did as soon as rows are too old", async () => {
    simulator.advance(60);
    await Promise.all(ids.map((id) => state(id)));
    const [id = ""] = ids;
    act(id, "pause");
    now += 1001;
    assert.equal(await state(id, 1), "Paused");
  });
});

describe("Looks of many waits", () => {
  // The grid is that of the monotonic clock, wherever it began.
  const clockAt = (seconds: number) => ({ ...systemClock, monotonic: () => seconds * 1000 });
  const cases: [at: number, interval: number, phase: number, sleeps: number, reason: string][] = [
    [0, 3, 0, 3, "a look at a tick is followed by the next tick"],
    [1.2, 3, 0, 1.8, "a wait that began later joins the same tick"],
    [2.5, 3, 0, 3.5, "no look follows another sooner than a second"],
    [1.2, 15, 0, 13.8, "long intervals end on a tick of the short ones"],
    [0, 3, 0.5, 3.5, "each process has a phase of its own"],
    [0.7, 0.5, 0, 0.8, "an interval below a second is kept"],
  ];
  for (const [at, interval, phase, sleeps, reason] of cases) {
    it(`at ${at} s, every ${interval} s, phase ${phase}: ${sleeps} s, because ${reason}`, () => {
      assert.ok(Math.abs(pollTicks(clockAt(at), phase)(interval) - sleeps) < 1e-9);
    });
  }
});
