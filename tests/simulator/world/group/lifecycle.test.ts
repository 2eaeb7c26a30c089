import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, createGroup, rowOf, session, setUpSeconds, stateOf, statesOf, type TestWorld } from "../fixtures";
import { copyingGroup, readyGroup } from "./fixtures";

/** How long the members copy: volumes 13 to 15 have 220, 230 and 240 GiB. */
const smallest = Math.ceil((220 * 1024) / 30);
const largest = Math.ceil((240 * 1024) / 30);

function all(state: string): string[] {
  return [state, state, state];
}

function criteria(world: TestWorld): unknown[] {
  return [
    rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria,
    rowOf(world, "import_unity_volume", "unity-01-vol-13").importable_criteria,
  ];
}

describe("the way of a Non_Disruptive group", () => {
  it("begins with one session of its own and one for each member, which are rows like any other", () => {
    const world = createWorld();
    const { id, members } = createGroup(world, { description: "d", automatic_cutover: true });
    assert.equal(world.rows("import_session")?.length, 4);
    assert.equal(session(world, id).parent_session_id, null);
    assert.equal(session(world, id).source_resource_id, "unity-01-cg-01");
    const rows = members.map((member) => session(world, member));
    assert.deepEqual(
      rows.map(({ source_resource_id }) => source_resource_id),
      ["unity-01-vol-13", "unity-01-vol-14", "unity-01-vol-15"],
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["group-1-01", "group-1-02", "group-1-03"],
    );
    for (const row of rows) {
      assert.deepEqual([row.parent_session_id, row.type, row.automatic_cutover], [id, "Non_Disruptive", true]);
    }
  });

  it("is In_Progress from the first member's start until all are ready [GUIDE 32]", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", ...all("In_Progress")]);
    world.advance(setUpSeconds);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", ...all("Copy_In_Progress")]);
    world.advance(smallest);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "In_Progress",
      "Ready_For_Cutover",
      "Copy_In_Progress",
      "Copy_In_Progress",
    ]);
    world.advance(largest - smallest);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Ready_For_Cutover", ...all("Ready_For_Cutover")]);
    world.advance(1e7);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("is cut over by one request, all members together", () => {
    const { world, id, members } = readyGroup();
    act(world, "cutover", id);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cutover_In_Progress", ...all("Cutover_In_Progress")]);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Import_Completed", ...all("Import_Completed")]);
  });

  it("is cut over by the array itself with automatic_cutover, when the last member is ready and not before", () => {
    const { world, id, members } = copyingGroup({ automatic_cutover: true });
    world.advance(smallest);
    assert.deepEqual(statesOf(world, members)[0], "Ready_For_Cutover");
    world.advance(largest - smallest);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Import_Completed", ...all("Import_Completed")]);
  });

  it("pauses and resumes through its own session, keeping what was copied", () => {
    const { world, id, members } = copyingGroup();
    const before = members.map((member) => session(world, member).progress_percentage);
    act(world, "pause", id);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Paused", ...all("Paused")]);
    world.advance(1e6);
    assert.deepEqual(
      members.map((member) => session(world, member).progress_percentage),
      before,
    );
    act(world, "resume", id);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", ...all("Copy_In_Progress")]);
    world.advance(largest);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("is cancelled by one request, rolled back and without a trace on source and destination", () => {
    const { world, id, members } = copyingGroup();
    act(world, "cancel", id);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancel_In_Progress", ...all("Cancel_In_Progress")]);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancelled", ...all("Cancelled")]);
    assert.deepEqual(world.rows("volume"), []);
    assert.deepEqual(
      world.rows("volume_group")?.map((group) => group.id),
      ["volume-group-01"],
    );
    assert.deepEqual(criteria(world), ["Ready", "Ready"]);
    act(world, "delete", id);
    assert.deepEqual(world.rows("import_session"), []);
    assert.equal(createGroup(world).members.length, 3);
  });

  it("happens at once, inside of the call, where durations are 0", () => {
    const world = createWorld({ setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0, cancelSeconds: 0 });
    const { id } = createGroup(world);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    act(world, "cancel", id);
    assert.equal(stateOf(world, id), "Cancelled");
    const again = createGroup(world, { name: "group-2", automatic_cutover: true });
    assert.equal(stateOf(world, again.id), "Import_Completed");
  });
});

describe("the destination of a group", () => {
  it("is a volume group that is there, and on the group's row, from the beginning of set-up", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    const row = session(world, id);
    assert.equal(row.destination_resource_type, "volume_group");
    const group = rowOf(world, "volume_group", row.destination_resource_id as string);
    assert.deepEqual([group.name, group.is_importing], ["Unity-01-CG-01", true]);
    assert.deepEqual(world.rows("volume"), []);
    world.advance(setUpSeconds);
    for (const member of members) {
      const { destination_resource_id, destination_resource_type, volume_group_id } = session(world, member);
      assert.deepEqual([destination_resource_type, volume_group_id], ["volume", group.id]);
      assert.ok(world.row("volume", destination_resource_id as string));
    }
    assert.equal(world.rows("volume")?.length, 3);
  });
});
