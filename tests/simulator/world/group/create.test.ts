import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, createGroup, refusal, rowOf, session, setUpSeconds } from "../fixtures";

const agentless = {
  type: "Agentless",
  remote_system_id: "rs-xtremio-01",
  source_resource_id: "xtremio-01-cg-01",
};

describe("creating a session for a group", () => {
  it("answers with the id of the group's session, and works for each kind of source that has groups", () => {
    const sources = [
      { name: "Unity-01", type: "Unity", volumes: 1, groups: [2] },
      { name: "XtremIO-01", type: "XtremIO", volumes: 1, groups: [2] },
      { name: "SC-01", type: "Storage_Center", volumes: 1, groups: [2] },
    ] as const;
    const world = createWorld({ sources });
    for (const slug of ["unity-01", "xtremio-01", "sc-01"]) {
      const { id, members } = createGroup(world, {
        name: slug,
        type: "Agentless",
        remote_system_id: `rs-${slug}`,
        source_resource_id: `${slug}-cg-01`,
      });
      assert.equal(session(world, id).name, slug);
      assert.equal(members.length, 2);
    }
  });

  it("names members after their group, and around names that are taken", () => {
    const world = createWorld();
    create(world, { name: "GROUP-1-02" });
    const { members } = createGroup(world);
    assert.deepEqual(
      members.map((member) => session(world, member).name),
      ["group-1-01", "group-1-02-2", "group-1-03"],
    );
  });

  it("keeps the names of members within 128 characters, and apart", () => {
    const world = createWorld();
    const { members } = createGroup(world, { name: "n".repeat(128) });
    const names = members.map((member) => session(world, member).name as string);
    assert.equal(new Set(names).size, 3);
    for (const name of names) assert.equal(name.length, 128);
  });

  it("takes the names of the members out of use for others", () => {
    const world = createWorld();
    createGroup(world);
    assert.equal(refusal(() => create(world, { name: "group-1-01" })).status, 422);
  });

  it("uses the volume group that it is given, and leaves that there after a cancel", () => {
    const world = createWorld();
    const { id, members } = createGroup(world, { volume_group_id: "name:Volume-Group-01" });
    assert.equal(session(world, id).destination_resource_id, "volume-group-01");
    assert.equal(session(world, members[0] ?? "").volume_group_id, "volume-group-01");
    assert.equal(world.rows("volume_group")?.length, 1);
    world.advance(setUpSeconds);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(session(world, id).destination_resource_id, null);
    assert.equal(rowOf(world, "volume_group", "volume-group-01").is_importing, false);
  });

  it("gives the volume group a name of its own where the source's name is taken", () => {
    const world = createWorld();
    const first = createGroup(world);
    world.forceState(first.id, "Import_Completed");
    act(world, "delete", first.id);
    const snapshot = world.snapshot() as { collections: { import_unity_consistency_group: { name: string }[] } };
    for (const group of snapshot.collections.import_unity_consistency_group) group.name = "Unity-01-CG-01";
    world.restore(snapshot);
    createGroup(world, { name: "second", source_resource_id: "unity-01-cg-02" });
    const names = world.rows("volume_group")?.map(({ name }) => name);
    assert.deepEqual(names, ["Volume-Group-01", "Unity-01-CG-01", "Unity-01-CG-01-3"]);
  });

  it("applies the protection policy to the volume group after the cut-over, and not to its volumes [API]", () => {
    const world = createWorld();
    const { id, members } = createGroup(world, { protection_policy_id: "policy-01" });
    const group = session(world, id).destination_resource_id as string;
    assert.equal(session(world, id).protection_policy_id, "policy-01");
    assert.equal(rowOf(world, "volume_group", group).protection_policy_id, null);
    world.forceState(id, "Import_Completed");
    assert.equal(rowOf(world, "volume_group", group).protection_policy_id, "policy-01");
    const volume = session(world, members[0] ?? "").destination_resource_id as string;
    assert.equal(rowOf(world, "volume", volume).protection_policy_id, null);
  });

  it("shows on the source group and its members that they are in use", () => {
    const world = createWorld();
    const { id } = createGroup(world);
    const criteria = () => [
      rowOf(world, "import_unity_consistency_group", "unity-01-cg-01").importable_criteria,
      ...[13, 14, 15].map((n) => rowOf(world, "import_unity_volume", `unity-01-vol-${n}`).importable_criteria),
    ];
    assert.deepEqual(criteria(), ["In_Progress", "In_Progress", "In_Progress", "In_Progress"]);
    world.forceState(id, "Import_Completed");
    act(world, "delete", id);
    assert.deepEqual(criteria(), ["Imported", "Imported", "Imported", "Imported"]);
  });

  it("gives an Agentless-only group back as it was", () => {
    const world = createWorld();
    world.forceState(createGroup(world, agentless).id, "Cancelled");
    const group = rowOf(world, "import_xtremio_consistency_group", "xtremio-01-cg-01");
    assert.equal(group.importable_criteria, "Ready_For_Agentless_Import");
  });
});

describe("a group that cannot be imported", () => {
  const refused = [
    { name: "has no members", groups: [0], says: /No_Members/ },
    { name: "has too many members", groups: [76], says: /Max_Members/ },
  ];
  for (const { name, groups, says } of refused) {
    it(`is refused, and says why, when it ${name}`, () => {
      const world = createWorld({ sources: [{ name: "Unity-01", type: "Unity", volumes: 1, groups }] });
      const { status, message } = refusal(() => createGroup(world));
      assert.equal(status, 422);
      assert.match(message, says);
    });
  }

  it("is refused for a member that is not ready, which is named", () => {
    const world = createWorld();
    const snapshot = world.snapshot() as {
      collections: { import_unity_volume: { id: string; importable_criteria: string }[] };
    };
    for (const volume of snapshot.collections.import_unity_volume) {
      if (volume.id === "unity-01-vol-14") volume.importable_criteria = "Host_Volume_Offline";
    }
    world.restore(snapshot);
    const before = world.snapshot();
    const { status, message } = refusal(() => createGroup(world));
    assert.equal(status, 422);
    assert.match(message, /unity-01-vol-14 is Host_Volume_Offline/);
    assert.deepEqual(world.snapshot(), before);
  });

  it("is refused while it is in a session, which is named", () => {
    const world = createWorld();
    const { id } = createGroup(world);
    const { status, message } = refusal(() => createGroup(world, { name: "again" }));
    assert.equal(status, 422);
    assert.ok(message.includes(id), message);
  });

  it("is refused for the type that its array does not support", () => {
    const body = { remote_system_id: "rs-xtremio-01", source_resource_id: "xtremio-01-cg-01" };
    assert.match(refusal(() => createGroup(createWorld(), body)).message, /supports Agentless/);
  });

  it("does not let its members be imported alone, before, while and after", () => {
    const world = createWorld();
    const alone = () => refusal(() => create(world, { name: "alone", source_resource_id: "unity-01-vol-13" })).status;
    assert.equal(alone(), 422);
    const { id, members } = createGroup(world);
    assert.equal(alone(), 422);
    world.forceState(members[0] ?? "", "Cancelled");
    assert.equal(alone(), 422);
    world.forceState(id, "Cancelled");
    assert.equal(alone(), 422);
  });
});
