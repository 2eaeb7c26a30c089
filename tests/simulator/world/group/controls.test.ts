import assert from "node:assert/strict";
import { createWorld, type SessionState } from "../../../../simulator/src/world";
import { createGroup, rowOf, session, stateOf, statesOf } from "../fixtures";
import { copyingGroup, errorText, longEnough } from "./fixtures";

describe("controls on groups", () => {
  it("fail a group with all of its members", () => {
    const { world, id, members } = copyingGroup();
    world.failSession(id, { state: "Cleanup_Required", message: "Fire." });
    for (const each of [id, ...members]) {
      assert.equal(stateOf(world, each), "Cleanup_Required");
      assert.equal(errorText(world, each), "Fire.");
    }
  });

  const partial: readonly [SessionState, SessionState][] = [
    ["Import_Completed_With_Errors", "Failed"],
    ["Import_Cutover_Incomplete", "Ready_For_Cutover"],
  ];
  for (const [state, last] of partial) {
    it(`leave all but the last member imported in ${state}`, () => {
      const { world, id, members } = copyingGroup();
      world.forceState(id, state);
      assert.deepEqual(statesOf(world, [id, ...members]), [state, "Import_Completed", "Import_Completed", last]);
    });
  }

  it("purge a group as if it had been cancelled and deleted, members and all", () => {
    const { world, id } = copyingGroup();
    world.purgeSession(id);
    for (const collection of ["import_session", "volume"]) assert.deepEqual(world.rows(collection), []);
    assert.equal(world.rows("volume_group")?.length, 1);
    assert.equal(rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria, "Ready");
    world.advance(longEnough);
    assert.equal(stateOf(world, createGroup(world).id), "In_Progress");
  });

  it("purge a finished group without touching what it imported", () => {
    const { world, id } = copyingGroup();
    world.forceState(id, "Import_Completed");
    world.purgeSession(id);
    assert.equal(world.rows("volume")?.length, 3);
    assert.equal(world.rows("volume_group")?.length, 2);
    assert.equal(rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria, "Imported");
  });

  it("slow all copies of a group, and let all fail", () => {
    const { world, id, members } = copyingGroup();
    world.slowCopy(id, 1e6);
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "In_Progress");
    world.failCopyAt(id, 0);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Failed", ...members.map(() => "Failed")]);
  });

  it("bring a dead group back to life with one member, volume group included", () => {
    const { world, id, first } = copyingGroup();
    world.forceState(id, "Cancelled");
    world.forceState(first, "Copy_In_Progress");
    assert.deepEqual(statesOf(world, [id, first]), ["In_Progress", "Copy_In_Progress"]);
    assert.equal(session(world, id).destination_resource_id, session(world, first).volume_group_id);
  });

  it("refuse what makes no sense", () => {
    const { world, id, first } = copyingGroup();
    const one = createWorld({ sources: [{ name: "Unity-01", type: "Unity", volumes: 1, groups: [1] }] });
    const single = createGroup(one).id;
    const waiting = createWorld();
    const scheduled = createGroup(waiting, { scheduled_timestamp: "2026-02-01T00:00:00Z" });
    const senseless: [string, () => void][] = [
      ["a member that goes without its group", () => world.purgeSession(first)],
      ["a member that waits alone", () => world.forceState(first, "Queued")],
      ["a member with a state of groups", () => world.failSession(first, { state: "Import_Cutover_Incomplete" })],
      ["Cancel_Required, for it is Agentless only", () => world.failSession(id, { state: "Cancel_Required" })],
      ["a number of times that is none", () => world.failCancel(id, 0.5)],
      ["a failing cancel of a member", () => world.failCancel(first, 1)],
      ["a group of one that is imported in part", () => one.forceState(single, "Import_Completed_With_Errors")],
      ["a member ahead of its group", () => waiting.forceState(scheduled.members[0] ?? "", "Paused")],
    ];
    const worlds = [world, one, waiting];
    const before = worlds.map((each) => each.snapshot());
    for (const [what, work] of senseless) assert.throws(work, RangeError, what);
    assert.deepEqual(
      worlds.map((each) => each.snapshot()),
      before,
    );
  });

  it("do not bring a dead group back whose source has a new session", () => {
    const { world, id, first } = copyingGroup();
    world.forceState(id, "Failed");
    createGroup(world, { name: "again" });
    for (const dead of [id, first]) {
      assert.throws(() => world.forceState(dead, "Copy_In_Progress"), RangeError);
      assert.throws(() => world.forceState(dead, "Paused"), { name: "RangeError", message: /is in session/ });
    }
  });
});
