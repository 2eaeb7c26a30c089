import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, createGroup, refusal, rowOf, session, setUpSeconds, stateOf, statesOf } from "../fixtures";

const longEnough = 1e5;

/** An Agentless group whose members wait at the first gate. */
function atFirstGate() {
  const world = createWorld();
  const group = createGroup(world, { type: "Agentless" });
  world.advance(setUpSeconds);
  return { world, ...group };
}

function copying() {
  const group = atFirstGate();
  for (const member of group.members) act(group.world, "enable_destination_volume", member);
  for (const member of group.members) act(group.world, "start_copy", member);
  return group;
}

describe("the way of an Agentless group", () => {
  it("passes its gates member by member, while the group stays In_Progress [GUIDE 32]", () => {
    const { world, id, members } = atFirstGate();
    const [first = "", second = "", third = ""] = members;
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "In_Progress",
      "Mirror_Enabled",
      "Mirror_Enabled",
      "Mirror_Enabled",
    ]);
    act(world, "enable_destination_volume", first);
    act(world, "start_copy", first);
    act(world, "enable_destination_volume", second);
    world.advance(longEnough);
    assert.deepEqual(statesOf(world, [id, first, second, third]), [
      "In_Progress",
      "Ready_For_Cutover",
      "Ready_To_Start_Copy",
      "Mirror_Enabled",
    ]);
    act(world, "enable_destination_volume", third);
    for (const member of [second, third]) act(world, "start_copy", member);
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    act(world, "cutover", id);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Import_Completed",
      "Import_Completed",
      "Import_Completed",
      "Import_Completed",
    ]);
    assert.equal(rowOf(world, "import_xtremio_consistency_group", "xtremio-01-cg-01").importable_criteria, "Imported");
  });

  it("opens the destination of each member to its hosts when that one is enabled", () => {
    const { world, members } = atFirstGate();
    const access = () =>
      members.map((member) => {
        const volume = session(world, member).destination_resource_id as string;
        return rowOf(world, "volume", volume).is_host_access_available;
      });
    assert.deepEqual(access(), [false, false, false]);
    act(world, "enable_destination_volume", members[1] ?? "");
    assert.deepEqual(access(), [false, true, false]);
  });

  it("is cancelled as a whole from between the gates", () => {
    const { world, id, members } = atFirstGate();
    act(world, "enable_destination_volume", members[0] ?? "");
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancelled", "Cancelled", "Cancelled", "Cancelled"]);
    assert.deepEqual(world.rows("volume"), []);
  });

  it("cannot be paused while a member waits at a gate", () => {
    const { world, id, members } = atFirstGate();
    act(world, "enable_destination_volume", members[0] ?? "");
    act(world, "start_copy", members[0] ?? "");
    assert.match(refusal(() => act(world, "pause", id)).message, /is Mirror_Enabled/);
  });
});

describe("an Agentless member whose copy fails", () => {
  it("asks for a cancel [GUIDE 32], shown on the group once no other is on its way", () => {
    const { world, id, members } = copying();
    world.failCopyAt(members[0] ?? "", 0);
    assert.deepEqual(statesOf(world, [id, members[0] ?? ""]), ["In_Progress", "Cancel_Required"]);
    world.advance(longEnough);
    assert.equal(stateOf(world, id), "Cancel_Required");
    assert.match((session(world, id).error as { message_l10n: string }).message_l10n, /xtremio-01-vol-13/);
  });

  it("can be cancelled alone: the others are cut over, and the group ends with errors", () => {
    const { world, id, members } = copying();
    world.failCopyAt(members[0] ?? "", 0);
    world.advance(longEnough);
    act(world, "cancel", members[0] ?? "");
    world.advance(15);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    assert.equal(session(world, id).error, null);
    act(world, "cutover", id);
    world.advance(20);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "Import_Completed_With_Errors",
      "Cancelled",
      "Import_Completed",
      "Import_Completed",
    ]);
  });

  it("takes the others along when the group is cancelled", () => {
    const { world, id, members } = copying();
    world.failCopyAt(members[0] ?? "", 0);
    world.advance(longEnough);
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Cancelled", "Cancelled", "Cancelled", "Cancelled"]);
  });
});
