import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, createGroup, refusal, rowOf, setUpSeconds, stateOf, statesOf } from "../fixtures";
import { copyingGroup, errorText } from "./fixtures";

describe("cancelling a group", () => {
  it("without force needs the source: otherwise somebody has to clean up", () => {
    const { world, id, members } = copyingGroup();
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cleanup_Required", ...members.map(() => "Cleanup_Required")]);
    assert.match(errorText(world, id), /cannot be reached/);
    world.setReachable("rs-unity-01", true);
    act(world, "cleanup", id);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancelled", ...members.map(() => "Cancelled")]);
    assert.deepEqual(world.rows("volume"), []);
  });

  it("fails to be cleaned up while the source is still away", () => {
    const { world, id } = copyingGroup();
    world.failSession(id, { state: "Cleanup_Required" });
    world.setReachable("rs-unity-01", false);
    act(world, "cleanup", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Cleanup_Failed");
  });

  it("with force ends without a roll-back where the source does not answer", () => {
    const { world, id } = copyingGroup();
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id, { force: true });
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-13").migration_state, "Source_Migration_Aborted");
  });

  it("stops members that are being set up, which alone they could not be ([ARRAY groups] against [ARRAY actions])", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    assert.equal(refusal(() => act(world, "cancel", members[0] ?? "")).status, 422);
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancelled", ...members.map(() => "Cancelled")]);
  });

  it("ends as Cancel_Failed as often as somebody wants, and then succeeds", () => {
    const { world, id, members } = copyingGroup();
    world.failCancel(id, 2);
    for (const _ of [1, 2]) {
      act(world, "cancel", id);
      world.advance(15);
      assert.deepEqual(statesOf(world, [id, ...members]), ["Cancel_Failed", ...members.map(() => "Cancel_Failed")]);
      assert.match(errorText(world, id), /can be cancelled again/);
      assert.equal(world.rows("volume")?.length, 3);
    }
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
  });

  it("succeeds the first time after all when somebody takes the failures back with 0", () => {
    const { world, id } = copyingGroup();
    world.failCancel(id, 2);
    world.failCancel(id, 0);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("does not fail where there is nothing to roll back, and keeps that for later", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.failCancel(id, 1);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
    world.forceState(id, "Paused");
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancel_Failed", ...members.map(() => "Cancel_Failed")]);
  });

  it("does not fail for a member that is cancelled alone", () => {
    const { world, id, first } = copyingGroup();
    world.failCancel(id, 1);
    act(world, "cancel", first);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, first]), ["In_Progress", "Cancelled"]);
  });

  it("also ends what has failed already ([GUIDE 40] lists Failed for groups), and needs no source for it", () => {
    const { world, id } = copyingGroup();
    world.failSession(id, { state: "Failed" });
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id);
    assert.equal(stateOf(world, id), "Cancel_In_Progress");
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("leaves a group alone that is in a new session by now", () => {
    const { world, id } = copyingGroup();
    world.failSession(id, { state: "Failed" });
    const again = createGroup(world, { name: "again" });
    act(world, "cancel", id);
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, again.id), "In_Progress");
    assert.equal(rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria, "In_Progress");
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-13").importable_criteria, "In_Progress");
  });
});
