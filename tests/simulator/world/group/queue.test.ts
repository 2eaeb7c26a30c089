import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, createGroup, session, setUpSeconds, stateOf, statesOf } from "../fixtures";

describe("groups in the queue", () => {
  it("take one place each, however many members they have (unknown, decided so)", () => {
    const world = createWorld({ maxActiveSessions: 2 });
    const first = createGroup(world);
    const second = createGroup(world, { name: "group-2", source_resource_id: "unity-01-cg-02" });
    const third = create(world);
    assert.deepEqual(statesOf(world, [first.id, second.id, third]), ["In_Progress", "In_Progress", "Queued"]);
  });

  it("wait with all their members, and start with all of them", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const first = create(world);
    const { id, members } = createGroup(world);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Queued", "Queued", "Queued", "Queued"]);
    assert.equal(session(world, id).destination_resource_id, null);
    world.forceState(first, "Ready_For_Cutover");
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", "In_Progress", "In_Progress", "In_Progress"]);
  });

  it("keep their place while they copy or are paused, and give it up when they are ready", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const { id } = createGroup(world);
    const next = create(world);
    world.advance(setUpSeconds);
    act(world, "pause", id);
    world.advance(1e5);
    assert.equal(stateOf(world, next), "Queued");
    act(world, "resume", id);
    world.advance(1e4);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    assert.notEqual(stateOf(world, next), "Queued");
  });

  it("are set up as one, where one is set up at a time, and only until they copy", () => {
    const world = createWorld({ oneSetUpAtATime: true });
    const { id } = createGroup(world);
    const next = create(world);
    assert.deepEqual(statesOf(world, [id, next]), ["In_Progress", "Queued"]);
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, [id, next]), ["In_Progress", "In_Progress"]);
  });

  it("wait for their schedule, members and all, and can be rescheduled as one", () => {
    const world = createWorld();
    const { id, members } = createGroup(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    assert.deepEqual(statesOf(world, [id, ...members]), ["Scheduled", "Scheduled", "Scheduled", "Scheduled"]);
    act(world, "modify", id, { scheduled_timestamp: "2026-01-01T02:00:00Z" });
    for (const member of members) {
      assert.equal(session(world, member).scheduled_timestamp, "2026-01-01T02:00:00.000+00:00");
    }
    world.advance(3600);
    assert.equal(stateOf(world, id), "Scheduled");
    world.advance(3600);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", "In_Progress", "In_Progress", "In_Progress"]);
  });
});
