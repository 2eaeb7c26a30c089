import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, create, memberIds, refusal, rowOf, stateOf } from "../fixtures";

const collection = "import_universal_consistency_group";
const source = { name: "Any-01", type: "Universal", volumes: 4 } as const;
const atOnce = { setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0, cancelSeconds: 0, sources: [source] };

function createGroup(volumes: readonly string[]) {
  const world = createWorld(atOnce);
  const body = { name: "g", remote_system_id: "name:Any-01", import_universal_volume_ids: volumes };
  const { id } = call(world, `POST /${collection}`, "", body).body as { id: string };
  const criteria = () => rowOf(world, collection, id).importable_criteria;
  const change = (action: string, ids: readonly string[]) =>
    call(world, `POST /${collection}/{id}/${action}`, id, { import_universal_volume_ids: ids });
  const importIt = () => create(world, { type: "Agentless", remote_system_id: "rs-any-01", source_resource_id: id });
  return { world, id, criteria, change, importIt };
}

describe("a universal consistency group", () => {
  it("is ready when it has members, and not before", () => {
    const { world, id: groupId, criteria, change } = createGroup([]);
    assert.equal(criteria(), "No_Members");
    change("add_members", ["any-01-vol-01", "any-01-vol-02"]);
    assert.equal(criteria(), "Ready_For_Agentless_Import");
    const volume = rowOf(world, "import_universal_volume", "any-01-vol-01");
    assert.equal(volume.import_universal_consistency_group_id, groupId);
    change("remove_members", ["any-01-vol-01", "any-01-vol-02"]);
    assert.equal(criteria(), "No_Members");
  });

  it("is frozen while it is imported, and again its owner's after a cancel [API]", () => {
    const { world, id, criteria, change, importIt } = createGroup(["any-01-vol-01"]);
    const parent = importIt();
    assert.equal(criteria(), "In_Progress");
    assert.throws(() => change("add_members", ["any-01-vol-02"]), /under way/);
    assert.throws(() => call(world, `DELETE /${collection}/{id}`, id), /under way/);
    act(world, "cancel", parent);
    assert.equal(stateOf(world, parent), "Cancelled");
    change("add_members", ["any-01-vol-02"]);
    call(world, `DELETE /${collection}/{id}`, id);
    assert.equal(rowOf(world, "import_universal_volume", "any-01-vol-01").import_universal_consistency_group_id, null);
  });

  it("has no more members than the array can import", () => {
    const world = createWorld({ ...atOnce, maxGroupMembers: 1 });
    const ids = ["any-01-vol-01", "any-01-vol-02"];
    const body = { name: "g", remote_system_id: "rs-any-01", import_universal_volume_ids: ids };
    const { id } = call(world, `POST /${collection}`, "", body).body as { id: string };
    assert.equal(rowOf(world, collection, id).importable_criteria, "Max_Members");
  });

  it("keeps what it imported: such a volume joins no group any more", () => {
    const { world, change, importIt } = createGroup(["any-01-vol-01"]);
    const single = create(world, {
      name: "single",
      type: "Agentless",
      remote_system_id: "rs-any-01",
      source_resource_id: "any-01-vol-03",
    });
    for (const action of ["enable_destination_volume", "start_copy", "cutover"]) act(world, action, single);
    assert.equal(stateOf(world, single), "Import_Completed");
    assert.throws(() => change("add_members", ["any-01-vol-03"]), /it is Imported/);
    importIt();
  });
});

describe("a universal consistency group that was imported", () => {
  function importGroup() {
    const it = createGroup(["any-01-vol-01"]);
    const parent = it.importIt();
    for (const action of ["enable_destination_volume", "start_copy"]) {
      for (const member of memberIds(it.world, parent)) act(it.world, action, member);
    }
    act(it.world, "cutover", parent);
    assert.deepEqual([stateOf(it.world, parent), it.criteria()], ["Import_Completed", "Imported"]);
    return { ...it, parent };
  }

  it("stays that whoever joins and leaves, and is not imported once more", () => {
    const { world, parent, criteria, change, importIt } = importGroup();
    change("add_members", ["any-01-vol-02"]);
    assert.equal(criteria(), "Imported");
    change("remove_members", ["any-01-vol-01"]);
    assert.equal(criteria(), "Imported");
    act(world, "delete", parent);
    const { status, message } = refusal(importIt);
    assert.deepEqual([status, message.includes("its importable_criteria is Imported")], [422, true], message);
  });

  it("makes room for another one with what has joined it since", () => {
    const { world, id, change } = importGroup();
    change("add_members", ["any-01-vol-02"]);
    call(world, `DELETE /${collection}/{id}`, id);
    const body = { name: "g", remote_system_id: "rs-any-01", import_universal_volume_ids: ["any-01-vol-02"] };
    const other = (call(world, `POST /${collection}`, "", body).body as { id: string }).id;
    const next = { name: "next", type: "Agentless", remote_system_id: "rs-any-01", source_resource_id: other };
    create(world, next);
    const frozen = { import_universal_volume_ids: ["any-01-vol-03"] };
    assert.match(
      refusal(() => call(world, `POST /${collection}/{id}/add_members`, other, frozen)).message,
      /under way/,
    );
  });

  it("in part, before it was cancelled, is not ready until what was imported has left it", () => {
    const { world, criteria, change, importIt } = createGroup(["any-01-vol-01", "any-01-vol-02"]);
    const parent = importIt();
    const [first = ""] = memberIds(world, parent);
    world.forceState(first, "Import_Completed");
    act(world, "cancel", parent);
    assert.equal(criteria(), "Members_Not_Ready");
    change("add_members", ["any-01-vol-03"]);
    assert.equal(criteria(), "Members_Not_Ready");
    change("remove_members", ["any-01-vol-01"]);
    assert.equal(criteria(), "Ready_For_Agentless_Import");
  });
});

describe("a universal volume", () => {
  it("has no name until it is given one [API], and then goes by it", () => {
    const world = createWorld(atOnce);
    assert.equal(rowOf(world, "import_universal_volume", "any-01-vol-01").name, null);
    call(world, "PATCH /import_universal_volume/{id}", "any-01-vol-01", { name: "first" });
    assert.equal(world.rowByName("import_universal_volume", "FIRST")?.id, "any-01-vol-01");
  });
});
