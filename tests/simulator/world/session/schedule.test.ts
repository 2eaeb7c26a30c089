import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, createMany, refusal, session, stateOf, statesOf } from "../fixtures";

describe("a scheduled import", () => {
  it("waits for its instant and then takes its turn", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-01-01T02:00:00+01:00" });
    assert.equal(session(world, id).scheduled_timestamp, "2026-01-01T01:00:00.000+00:00");
    world.advance(3599);
    assert.equal(stateOf(world, id), "Scheduled");
    world.advance(1);
    assert.equal(stateOf(world, id), "In_Progress");
    assert.equal(session(world, id).last_update_timestamp, "2026-01-01T01:00:00.000+00:00");
  });

  it("queues behind those who were waiting before", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    const scheduled = create(world, { name: "later", scheduled_timestamp: "2026-01-01T00:10:00Z" });
    const ids = [1, 2].map((number) =>
      create(world, { name: `now-${number}`, source_resource_id: `unity-01-vol-0${number + 1}` }),
    );
    world.advance(600);
    assert.deepEqual(statesOf(world, [...ids, scheduled]), ["Copy_In_Progress", "Queued", "Queued"]);
    world.forceState(ids[0] ?? "", "Import_Completed");
    assert.deepEqual(statesOf(world, [...ids, scheduled]), ["Import_Completed", "In_Progress", "Queued"]);
  });

  it("starts now where the instant has passed already (unknown, decided so)", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2025-01-01T00:00:00Z" });
    assert.equal(stateOf(world, id), "In_Progress");
    assert.equal(session(world, id).scheduled_timestamp, "2025-01-01T00:00:00.000+00:00");
  });

  it("can be moved later and earlier while it waits", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    act(world, "modify", id, { scheduled_timestamp: "2026-01-01T03:00:00Z" });
    world.advance(2 * 3600);
    assert.equal(stateOf(world, id), "Scheduled");
    act(world, "modify", id, { scheduled_timestamp: "2026-01-01T02:30:00Z" });
    assert.equal(session(world, id).last_update_timestamp, "2026-01-01T02:00:00.000+00:00");
    world.advance(1800);
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("starts inside of the call that moves it into the past", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    act(world, "modify", id, { scheduled_timestamp: "2025-12-31T00:00:00Z" });
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("is left alone by a change without a schedule, and by one that is no date", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    const before = session(world, id);
    act(world, "modify", id);
    assert.equal(refusal(() => act(world, "modify", id, { scheduled_timestamp: "never" })).status, 400);
    assert.deepEqual(session(world, id), before);
  });

  const zones = ["Z", "+00:00", "-00:00", "+02:00", "-05:30"];
  for (const zone of zones) {
    const isUtc = !/[1-9]/.test(zone);
    it(`is ${isUtc ? "taken" : "refused"} at 01:00:00${zone} where only UTC is`, () => {
      const world = createWorld({ scheduleZones: "utc" });
      const wanted = { scheduled_timestamp: `2026-01-02T01:00:00${zone}` };
      const id = create(world, isUtc ? wanted : { scheduled_timestamp: "2026-01-03T00:00:00Z" });
      if (isUtc) {
        act(world, "modify", id, wanted);
        assert.equal(session(world, id).scheduled_timestamp, "2026-01-02T01:00:00.000+00:00");
        return;
      }
      const other = { name: "other", source_resource_id: "unity-01-vol-02", ...wanted };
      for (const work of [() => act(world, "modify", id, wanted), () => create(world, other)]) {
        assert.match(refusal(work).message, /is not in UTC/);
      }
      assert.equal(session(world, id).scheduled_timestamp, "2026-01-03T00:00:00.000+00:00");
    });
  }

  it("starts many of one instant in the order of their creation", () => {
    const world = createWorld({ maxActiveSessions: 2 });
    const ids = createMany(world, 4, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    world.advance(3600);
    assert.deepEqual(statesOf(world, ids), ["In_Progress", "In_Progress", "Queued", "Queued"]);
  });
});
