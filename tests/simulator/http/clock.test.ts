import assert from "node:assert/strict";
import type { World } from "../../../simulator/src/api/contract";
import { createManualClock, createRealClock } from "../../../simulator/src/http/clock";

/** The clock of a world and nothing else of it. */
function createClockOnly() {
  let milliseconds = 0;
  const world = {
    now: () => milliseconds,
    advance(seconds: number) {
      milliseconds += Math.round(seconds * 1000);
    },
    reset() {
      milliseconds = 0;
    },
  } as World;
  return world;
}

describe("the simulator's clock", () => {
  it("stands still in manual mode until it is advanced", () => {
    const world = createClockOnly();
    const clock = createManualClock(world);
    clock.catchUp();
    assert.equal(world.now(), 0);
    clock.advance(90);
    assert.equal(world.now(), 90_000);
  });

  function startReal(speed: number) {
    const world = createClockOnly();
    const real = { milliseconds: 5_000 };
    const clock = createRealClock(world, { speed, monotonic: () => real.milliseconds });
    return { world, real, clock };
  }

  it("follows real time at its speed", () => {
    const { world, real, clock } = startReal(60);
    real.milliseconds += 1_500;
    clock.catchUp();
    clock.stop();
    assert.equal(world.now(), 90_000);
  });

  it("stands still where the calendar ends, however fast it ran there", () => {
    const { world, real, clock } = startReal(1e308);
    for (const milliseconds of [1, 1e9]) {
      real.milliseconds += milliseconds;
      clock.catchUp();
      assert.equal(new Date(world.now()).toISOString(), "+275760-09-13T00:00:00.000Z");
    }
    clock.setSpeed(1);
    clock.catchUp();
    clock.stop();
  });

  it("goes on at another speed from when it is set, and has one only in real time", () => {
    const { world, real, clock } = startReal(60);
    assert.equal(clock.speed(), 60);
    real.milliseconds += 1_000;
    clock.setSpeed(10);
    real.milliseconds += 1_000;
    clock.catchUp();
    clock.stop();
    assert.equal(world.now(), 70_000);
    for (const odd of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      assert.throws(() => clock.setSpeed(odd), RangeError);
    const manual = createManualClock(createClockOnly());
    assert.equal(manual.speed(), undefined);
    assert.throws(() => manual.setSpeed(10), RangeError);
  });

  it("outlives what breaks while nobody asks, and tells who asks next", () => {
    const world = createClockOnly();
    const real = { milliseconds: 0 };
    const idle: { work?: () => void } = {};
    const clock = createRealClock(world, {
      speed: 1,
      monotonic: () => real.milliseconds,
      whileIdle(work) {
        idle.work = work;
        return () => delete idle.work;
      },
    });
    const { advance } = world;
    world.advance = () => assert.fail("a bug");
    real.milliseconds += 1_000;
    idle.work?.();
    world.advance = advance;
    idle.work?.();
    assert.throws(() => clock.catchUp(), /a bug/);
    clock.catchUp();
    assert.equal(world.now(), 1_000);
    clock.stop();
    assert.equal(idle.work, undefined);
  });

  it("does not add up roundings however often it is asked", () => {
    const { world, real, clock } = startReal(0.1);
    for (let step = 0; step < 1_000; step += 1) {
      real.milliseconds += 1;
      clock.catchUp();
    }
    clock.stop();
    assert.equal(world.now(), 100);
  });

  it("goes on from an advance by hand, and from where a reset puts it", () => {
    const { world, real, clock } = startReal(1);
    real.milliseconds += 1_000;
    clock.advance(60);
    assert.equal(world.now(), 61_000);
    real.milliseconds += 1_000;
    clock.catchUp();
    assert.equal(world.now(), 62_000);
    world.reset();
    clock.rebase();
    real.milliseconds += 500;
    clock.catchUp();
    clock.stop();
    assert.equal(world.now(), 500);
  });

  it("has its first speed again after a reset", () => {
    const { world, real, clock } = startReal(2);
    clock.setSpeed(3600);
    real.milliseconds += 1_000;
    clock.catchUp();
    world.reset();
    clock.reset();
    real.milliseconds += 1_000;
    clock.catchUp();
    clock.stop();
    assert.deepEqual([clock.speed(), world.now()], [2, 2_000]);
  });
});
