import assert from "node:assert/strict";
import { createWorld } from "../../../simulator/src/world";
import { create, createMany, session, stateOf } from "./fixtures";

const newYear = Date.parse("2026-01-01T00:00:00Z");

describe("the clock of a world", () => {
  it("starts where it is told to, and moves only when told to", () => {
    assert.equal(createWorld().now(), newYear);
    const world = createWorld({ start: "2030-06-01T12:00:00+02:00" });
    assert.equal(world.now(), Date.parse("2030-06-01T10:00:00Z"));
    assert.equal(world.rows("cluster")?.[0]?.system_time, "2030-06-01T10:00:00.000+00:00");
    world.advance(0.25);
    assert.equal(world.rows("cluster")?.[0]?.system_time, "2030-06-01T10:00:00.250+00:00");
  });

  it("lets everything happen at its own instant, not at the end of the step", () => {
    const world = createWorld();
    const id = create(world, { automatic_cutover: true });
    world.advance(1e6);
    assert.equal(stateOf(world, id), "Import_Completed");
    // 30 s of set-up, 100 GiB at 30 MiB/s, 20 s of cut-over.
    assert.equal(session(world, id).last_update_timestamp, "2026-01-01T00:57:43.334+00:00");
    assert.equal(world.now(), newYear + 1e9);
  });

  it("is at the instant of what happens: the next in the queue is set up from then on", () => {
    const world = createWorld({ maxActiveSessions: 1, sources: [{ name: "Unity-01", type: "Unity", volumes: 2 }] });
    const [, second = ""] = createMany(world, 2);
    world.advance(30 + 3414 + 29);
    assert.equal(stateOf(world, second), "In_Progress");
    world.advance(1);
    assert.equal(stateOf(world, second), "Copy_In_Progress");
  });

  it("leads to the same world in one step and in many", () => {
    const worlds = [1, 7, 113].map((steps) => {
      const world = createWorld({ maxActiveSessions: 2 });
      createMany(world, 6, { automatic_cutover: true });
      for (let step = 0; step < steps; step += 1) world.advance(7910 / steps);
      return world.snapshot();
    });
    assert.deepEqual(worlds[1], worlds[0]);
    assert.deepEqual(worlds[2], worlds[0]);
  });

  for (const seconds of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e13]) {
    it(`refuses to advance by ${seconds} seconds`, () => {
      assert.throws(() => createWorld().advance(seconds), RangeError);
    });
  }
});
