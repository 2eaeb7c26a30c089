import assert from "node:assert/strict";
import { Flow } from "../../../provider/powerstore/http/flow";
import { clockFrom } from "../../clock";

describe("Flow", () => {
  /** A clock that a test moves; sleepers wake in order. */
  function setUp(most: number) {
    let now = 0;
    const sleepers: { at: number; wake(): void }[] = [];
    const clock = clockFrom(
      () => now,
      (seconds) => new Promise<void>((wake) => void sleepers.push({ at: now + seconds * 1000, wake })),
    );
    const flow = new Flow(most, clock);
    const started: string[] = [];
    const ends = new Map<string, () => void>();
    const send = (name: string, signal?: AbortSignal) =>
      flow.run(signal, () => {
        started.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const end = async (...names: string[]) => {
      for (const name of names) ends.get(name)?.();
      await settle();
    };
    const advance = async (seconds: number) => {
      now += seconds * 1000;
      for (const sleeper of sleepers.splice(0)) sleeper.at <= now ? sleeper.wake() : sleepers.push(sleeper);
      await settle();
    };
    return { flow, started, send, end, advance };
  }

  function sendAll(send: (name: string) => Promise<unknown>, names: string) {
    for (const name of names) void send(name);
  }

  it("lets so many through at once, the others in the order in which they came", async () => {
    const { send, end, started } = setUp(2);
    sendAll(send, "abcde");
    assert.deepEqual(started, ["a", "b"]);
    await end("b");
    await end("a");
    assert.deepEqual(started, ["a", "b", "c", "d"]);
  });

  it("lets nobody through while the array is busy, then half as many", async () => {
    const { flow, send, end, advance, started } = setUp(4);
    sendAll(send, "abcdefgh");
    flow.slowDown(3);
    await end("a", "b", "c", "d");
    assert.equal(started.length, 4);
    await advance(2);
    assert.equal(started.length, 4);
    await advance(1);
    assert.deepEqual(started.slice(4), ["e", "f"]);
  });

  it("counts the trouble of those that were under way together once", async () => {
    const { flow, send, end, advance, started } = setUp(8);
    sendAll(send, "abcdefghijklmnop");
    for (let meet = 0; meet < 8; meet++) flow.slowDown(1);
    await end(..."abcdefgh");
    await advance(1);
    assert.equal(started.length, 8 + 4);
  });

  it("never stops for good, and is as fast as before after enough answers without trouble", async () => {
    const { flow, send, end, advance, started } = setUp(4);
    for (let meet = 0; meet < 9; meet++) {
      flow.slowDown(1);
      await advance(1);
    }
    sendAll(send, "abcdefgh");
    assert.deepEqual(started, ["a"]);
    for (let answers = 0; answers < 10; answers++) flow.recover();
    await end("a");
    assert.deepEqual(started, ["a", "b", "c", "d", "e"]);
  });

  it("forgets who leaves the queue", async () => {
    const { send, end, started } = setUp(1);
    const stop = new AbortController();
    void send("a");
    const left = send("b", stop.signal);
    void send("c");
    stop.abort();
    assert.equal(await left, undefined);
    await end("a");
    assert.deepEqual(started, ["a", "c"]);
    const late = new AbortController();
    late.abort();
    assert.equal(await send("d", late.signal), undefined);
  });
});
