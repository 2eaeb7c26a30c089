import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, copySeconds, createMany, setUpSeconds, stateOf, statesOf } from "../fixtures";

describe("the queue of imports", () => {
  it("lets as many be active as the array supports, eight unless told otherwise", () => {
    const world = createWorld();
    const ids = createMany(world, 10);
    const states = statesOf(world, ids);
    assert.equal(states.filter((state) => state === "In_Progress").length, 8);
    assert.deepEqual(states.slice(8), ["Queued", "Queued"]);
  });

  it("is first in, first out", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const ids = createMany(world, 4);
    const started: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const active = ids.find((id) => stateOf(world, id) === "In_Progress") ?? "";
      started.push(active);
      world.forceState(active, "Import_Completed");
    }
    assert.deepEqual(started, ids);
  });

  const kept = ["Mirror_Enabled", "Ready_To_Start_Copy", "Copy_In_Progress", "Paused"] as const;
  for (const state of kept) {
    it(`keeps the place of a session in ${state}: it is not through with its copy`, () => {
      const world = createWorld({ maxActiveSessions: 1 });
      const [first = "", second = ""] = createMany(world, 2);
      world.forceState(first, state);
      assert.equal(stateOf(world, second), "Queued");
    });
  }

  const freed = [
    "Ready_For_Cutover",
    "Cutover_In_Progress",
    "Cancel_In_Progress",
    "Failed",
    "Cleanup_Required",
  ] as const;
  for (const state of freed) {
    it(`gives the place of a session in ${state} to the next`, () => {
      const world = createWorld({ maxActiveSessions: 1 });
      const [first = "", second = ""] = createMany(world, 2);
      world.forceState(first, state);
      assert.equal(stateOf(world, second), "In_Progress");
    });
  }

  it("moves up by itself, at the instant at which a copy ends", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const [first = "", second = ""] = createMany(world, 2);
    world.advance(setUpSeconds + copySeconds - 1);
    assert.deepEqual(statesOf(world, [first, second]), ["Copy_In_Progress", "Queued"]);
    world.advance(1);
    assert.deepEqual(statesOf(world, [first, second]), ["Ready_For_Cutover", "In_Progress"]);
  });

  it("can be left from the middle", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const [first = "", second = "", third = ""] = createMany(world, 3);
    act(world, "cancel", second);
    world.forceState(first, "Import_Completed");
    assert.deepEqual(statesOf(world, [second, third]), ["Cancel_In_Progress", "In_Progress"]);
  });

  it("moves up when an active session vanishes", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const [first = "", second = ""] = createMany(world, 2);
    world.purgeSession(first);
    assert.equal(stateOf(world, second), "In_Progress");
  });

  it("lets one session be set up at a time, where asked to", () => {
    const world = createWorld({ oneSetUpAtATime: true });
    const ids = createMany(world, 3);
    assert.deepEqual(statesOf(world, ids), ["In_Progress", "Queued", "Queued"]);
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, ids), ["Copy_In_Progress", "In_Progress", "Queued"]);
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, ids), ["Copy_In_Progress", "Copy_In_Progress", "In_Progress"]);
  });
});
