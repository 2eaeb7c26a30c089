import assert from "node:assert/strict";
import type { Clock } from "../../../provider/clock";
import { LOOK_INTERVAL_SECONDS, LookPace } from "../../../provider/lifecycle/reads/lookPace";

const INTERVAL = LOOK_INTERVAL_SECONDS * 1000;

describe("The next look at sessions that were changed", () => {
  let now: number;
  let wake: (() => void) | undefined;
  let pace: LookPace;

  const clock: Clock = {
    now: () => now,
    sleep: (seconds, signal) =>
      new Promise((resolve, reject) => {
        const until = now + seconds * 1000;
        wake = () => now >= until && resolve();
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };

  async function pass(milliseconds: number): Promise<void> {
    now += milliseconds;
    wake?.();
    await turn();
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  /** Operations that change a session each, and want to look at it afterwards. */
  function change(operations: number): void {
    for (let count = 0; count < operations; count++) pace.changeBegan();
  }
  function join(readers: number): void {
    for (let count = 0; count < readers; count++) {
      pace.changeEnded();
      pace.joined();
    }
  }

  /** @returns whether the look that is wanted now was made. */
  function look(): () => boolean {
    let isDue = false;
    void pace.due().then(() => {
      isDue = true;
      pace.served();
    });
    return () => isDue;
  }

  async function lookAtOnce(): Promise<void> {
    const isDue = look();
    await turn();
    assert.ok(isDue());
  }

  beforeEach(() => {
    now = 1_000_000;
    wake = undefined;
    pace = new LookPace(clock);
  });

  it("comes at once the first time, whoever else is under way", async () => {
    change(8);
    join(1);
    await lookAtOnce();
  });

  it("never waits while there is one operation at a time", async () => {
    for (let count = 0; count < 3; count++) {
      change(1);
      join(1);
      await lookAtOnce();
    }
  });

  it("waits until an interval has passed since the look before, for those who may join", async () => {
    change(8);
    join(1);
    await lookAtOnce();
    await pass(20);
    join(1);
    const isDue = look();
    await pass(INTERVAL - 21);
    assert.ok(!isDue());
    await pass(1);
    assert.ok(isDue());
  });

  it("comes as soon as all wait who waited when a gathering became quiet", async () => {
    change(8);
    join(8);
    await lookAtOnce();
    change(8);
    join(8);
    const isDue = look();
    await pass(INTERVAL);
    assert.ok(isDue(), "a whole interval, for it is not known yet that the engine has no ninth");
    change(8);
    join(7);
    const isNextDue = look();
    await turn();
    assert.ok(!isNextDue());
    join(1);
    await turn();
    assert.ok(isNextDue());
  });

  it("waits again once there are more operations than there were in the quiet", async () => {
    change(2);
    join(2);
    await lookAtOnce();
    change(2);
    join(2);
    look();
    await pass(INTERVAL);
    change(3);
    join(3);
    const isDue = look();
    await turn();
    assert.ok(!isDue());
    await pass(INTERVAL);
    assert.ok(isDue());
  });

  it("does not take a gathering for quiet while a change is under way", async () => {
    change(2);
    join(1);
    await lookAtOnce();
    change(1);
    join(1);
    look();
    await pass(INTERVAL);
    join(1);
    const isDue = look();
    await turn();
    assert.ok(!isDue());
  });

  it("comes at once when somebody asks who cannot wait", async () => {
    change(2);
    join(1);
    await lookAtOnce();
    join(1);
    const isDue = look();
    await turn();
    pace.goOn();
    await turn();
    assert.ok(isDue());
  });
});
