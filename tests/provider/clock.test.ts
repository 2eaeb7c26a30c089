import assert from "node:assert/strict";
import { mock } from "node:test";
import { afterSeconds, systemClock } from "../../provider/clock";

const HOUR = 3600;

describe("The clock of the system", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("waits for as long as it is told to, also for longer than a timer of Node can: 600 hours", async () => {
    const longest: number[] = [];
    const { setTimeout: mocked } = globalThis;
    globalThis.setTimeout = ((listener: () => void, milliseconds: number) => {
      longest.push(milliseconds);
      return mocked(listener, milliseconds);
    }) as typeof setTimeout;
    let isOver = false;
    afterSeconds(600 * HOUR, () => {
      isOver = true;
    });
    const pass = (hours: number) => {
      for (let hour = 0; hour < hours; hour++) mock.timers.tick(HOUR * 1000);
    };
    pass(599);
    assert.equal(isOver, false);
    // What is set when an hour of this clock has passed counts from its end.
    pass(2);
    assert.equal(isOver, true);
    assert.ok(
      longest.every((milliseconds) => milliseconds < 2 ** 31),
      "Node fires one for longer at once",
    );
  });

  it("takes such a wait off, whenever that is asked", async () => {
    let isOver = false;
    const takeOff = afterSeconds(1200 * HOUR, () => {
      isOver = true;
    });
    mock.timers.tick(700 * HOUR * 1000);
    takeOff();
    mock.timers.tick(700 * HOUR * 1000);
    assert.equal(isOver, false);
  });

  it("ends a wait as soon as its signal says so", async () => {
    const stop = new AbortController();
    const waiting = systemClock.sleep(600 * HOUR, stop.signal);
    stop.abort(new Error("enough"));
    await assert.rejects(waiting, /enough/);
  });
});
