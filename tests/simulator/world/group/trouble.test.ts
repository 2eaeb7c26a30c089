import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, createGroup, refusal, rowOf, session, setUpSeconds, stateOf, statesOf } from "../fixtures";
import { copyingGroup, errorText, longEnough, readyGroup } from "./fixtures";

describe("a cut-over that does not commit all members", () => {
  it("leaves the group incomplete, and a repeated one commits the rest [API, GUIDE 34]", () => {
    const { world, id, members, second } = readyGroup();
    world.failCutover(second);
    act(world, "cutover", id);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Import_Cutover_Incomplete",
      "Import_Completed",
      "Ready_For_Cutover",
      "Import_Completed",
    ]);
    assert.match(errorText(world, id), /unity-01-vol-14.*tried again/);
    act(world, "cutover", id);
    assert.deepEqual(statesOf(world, [id, second]), ["Cutover_In_Progress", "Cutover_In_Progress"]);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
    assert.equal(session(world, id).error, null);
    assert.equal(session(world, second).error, null);
  });

  it("may commit none of them", () => {
    const { world, id, members } = readyGroup();
    world.failCutover(id);
    act(world, "cutover", id);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Import_Cutover_Incomplete",
      ...members.map(() => "Ready_For_Cutover"),
    ]);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
  });

  it("is not repeated by automatic_cutover: the vendor's text asks somebody to try again [I]", () => {
    const { world, id, second } = copyingGroup({ automatic_cutover: true });
    world.failCutover(second);
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "Import_Cutover_Incomplete");
  });

  it("can be given up: what is not committed is cancelled, what is committed stays [I]", () => {
    const { world, id, members, second } = readyGroup();
    world.failCutover(second);
    act(world, "cutover", id);
    world.advance(20);
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Cancelled",
      "Import_Completed",
      "Cancelled",
      "Import_Completed",
    ]);
    assert.equal(world.rows("volume")?.length, 2);
    const group = session(world, id).destination_resource_id as string;
    assert.equal(rowOf(world, "volume_group", group).is_importing, false);
    const source = rowOf(world, "import_unity_consistency_group", "unity-01-cg-01");
    assert.equal(source.importable_criteria, "Members_Not_Ready");
    assert.equal(refusal(() => createGroup(world, { name: "again" })).status, 422);
  });
});

describe("a member whose mirror fails", () => {
  it("is rolled back by the array, the others go on, and the group ends with errors [API]", () => {
    const { world, id, members, first } = copyingGroup();
    world.failSession(first, { state: "Failed", code: "0xE0FF0004ABCD", message: "The mirror broke." });
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "In_Progress",
      "Failed",
      "Copy_In_Progress",
      "Copy_In_Progress",
    ]);
    assert.equal(session(world, first).destination_resource_id, null);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-13").importable_criteria, "Ready");
    world.advance(longEnough);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Ready_For_Cutover",
      "Failed",
      "Ready_For_Cutover",
      "Ready_For_Cutover",
    ]);
    assert.equal(session(world, id).progress_percentage, 100);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed_With_Errors");
    assert.match(errorText(world, id), /1 of 3 members/);
    assert.equal(rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria, "Imported");
  });

  it("may do so while the group is cut over", () => {
    const { world, id, first } = readyGroup();
    act(world, "cutover", id);
    world.failSession(first, { state: "Failed" });
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed_With_Errors");
  });

  it("fails the group when it was the last one, with its error", () => {
    const { world, id, members, third } = copyingGroup();
    for (const member of members) world.failSession(member, { state: "Failed", message: `${member} broke.` });
    assert.equal(stateOf(world, id), "Failed");
    assert.match(errorText(world, id), /broke/);
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(world.rows("volume_group")?.length, 1);
    assert.equal(session(world, third).progress_percentage, null);
    assert.equal(stateOf(world, createGroup(world, { name: "retry" }).id), "In_Progress");
  });

  it("with a source that is away: the group asks to be cleaned up, once the others are ready [GUIDE 66]", () => {
    const { world, id, first } = copyingGroup();
    world.setReachable("rs-unity-01", false);
    world.failCopyAt(first, 0);
    assert.deepEqual(statesOf(world, [id, first]), ["In_Progress", "Cleanup_Required"]);
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "Cleanup_Required");
    world.setReachable("rs-unity-01", true);
    act(world, "cleanup", id);
    assert.deepEqual(statesOf(world, [id, first]), ["Cleanup_In_Progress", "Cleanup_In_Progress"]);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, first]), ["Ready_For_Cutover", "Cancelled"]);
  });

  it("and cannot be cleaned up, does not hold up the others [I]", () => {
    const { world, id, first } = copyingGroup();
    world.failSession(first, { state: "Cleanup_Failed" });
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    assert.equal(session(world, id).progress_percentage, 100);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed_With_Errors");
  });
});

describe("set-up of a group", () => {
  it("fails without harm where the source cannot be reached", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.setReachable("rs-unity-01", false);
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Failed", "Failed", "Failed", "Failed"]);
    assert.match(errorText(world, id), /rs-unity-01/);
    assert.equal(session(world, id).destination_resource_id, null);
    assert.equal(world.rows("volume_group")?.length, 1);
  });

  it("fails with a policy that replicates, which is the group's [API protection_policy_id]", () => {
    const world = createWorld();
    const { id } = createGroup(world, { protection_policy_id: "policy-02" });
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, id), "Failed");
    assert.match(errorText(world, id), /policy-02/);
  });
});
