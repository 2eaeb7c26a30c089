import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, create, createGroup, refusal, rowOf, session, stateOf, type TestWorld } from "../fixtures";

function idOf(answer: { readonly body?: unknown }): string {
  return (answer.body as { readonly id: string }).id;
}

function add(world: TestWorld, body: Record<string, unknown> = {}): string {
  return idOf(call(world, "POST /volume", "", { name: "v", size: 1048576, ...body }));
}

const atOnce = { setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0 };

describe("a volume", () => {
  it("is made, changed and deleted", () => {
    const world = createWorld();
    const id = add(world, { protection_policy_id: "name:Snapshots-Daily", description: "d" });
    assert.equal(rowOf(world, "volume", id).protection_policy_id, "policy-01");
    call(world, "PATCH /volume/{id}", id, { name: "w", size: 2097152, protection_policy_id: "" });
    const row = rowOf(world, "volume", id);
    assert.deepEqual([row.name, row.size, row.protection_policy_id, row.description], ["w", 2097152, null, "d"]);
    call(world, "DELETE /volume/{id}", id);
    assert.equal(world.row("volume", id), undefined);
    assert.notEqual(add(world), id, "its id is never used again");
  });

  it("has sectors of 512 or 4096 bytes [API], and shows them where a release does", () => {
    const world = createWorld({ version: "4.4" });
    const sizeOf = (sector_size?: number) => {
      const more = sector_size === undefined ? {} : { sector_size };
      return rowOf(world, "volume", add(world, { name: `v-${sector_size}`, ...more })).sector_size;
    };
    assert.deepEqual([sizeOf(), sizeOf(512), sizeOf(4096)], [512, 512, 4096]);
    assert.match(refusal(() => sizeOf(1000)).message, /512 or 4096 bytes, not 1000/);
  });

  it("can be given the size that it has, with which Dell's Terraform provider renames it, and no smaller one", () => {
    const world = createWorld();
    const id = add(world, { size: 2097152 });
    const change = (body: Record<string, unknown>) => call(world, "PATCH /volume/{id}", id, body);
    change({ name: "w", size: 2097152 });
    assert.match(refusal(() => change({ size: 1048576 })).message, /cannot shrink/);
  });

  it("is not deleted while a policy protects it [API]", () => {
    const world = createWorld();
    const id = add(world, { protection_policy_id: "policy-01" });
    assert.match(refusal(() => call(world, "DELETE /volume/{id}", id)).message, /policy-01 protects it/);
  });

  it("takes its place among the names that destinations of imports may not have", () => {
    const world = createWorld(atOnce);
    add(world, { name: "Unity-01-Vol-01" });
    const id = create(world);
    const destination = rowOf(world, "volume", String(session(world, id).destination_resource_id));
    assert.notEqual(destination.name, "Unity-01-Vol-01");
  });

  it("that an import brought may be deleted after that, and the import's record stays as it was", () => {
    const world = createWorld(atOnce);
    const id = create(world);
    act(world, "cutover", id);
    const before = session(world, id);
    call(world, "DELETE /volume/{id}", String(before.destination_resource_id));
    assert.deepEqual(session(world, id), before);
    const again = createWorld();
    again.restore(world.snapshot());
    assert.equal(stateOf(again, id), "Import_Completed");
  });

  it("goes with its backups, which refreshes leave behind", () => {
    const world = createWorld();
    const snapshot = world.snapshot() as { collections: { volume: object[] } };
    for (const name of ["kin-1", "kin-2"]) {
      const protection_data = { family_id: "kin" };
      snapshot.collections.volume.push({ id: name, name, size: 8192, type: "Primary", protection_data });
    }
    world.restore(snapshot);
    const answer = call(world, "POST /volume/{id}/refresh", "kin-1", { from_object_id: "name:kin-2" });
    const backup = (answer.body as { backup_snapshot_id: string }).backup_snapshot_id;
    assert.equal(rowOf(world, "volume", backup).type, "Snapshot");
    const data = rowOf(world, "volume", "kin-1").protection_data as Record<string, unknown>;
    assert.deepEqual([data.source_id, data.family_id], ["kin-2", "kin"]);
    call(world, "DELETE /volume/{id}", "kin-1");
    assert.equal(world.row("volume", backup), undefined);
  });
});

describe("a volume group", () => {
  it("has volumes, which come and go, and can go with it", () => {
    const world = createWorld();
    const [a, b] = [add(world, { name: "a" }), add(world, { name: "b" })];
    const group = idOf(call(world, "POST /volume_group", "", { name: "g", volume_ids: [a] }));
    const members = () => world.related("volume_group", group, "volumes").map(({ id }) => id);
    call(world, "POST /volume_group/{id}/add_members", group, { volume_ids: ["name:b"] });
    assert.deepEqual(members(), [a, b]);
    assert.deepEqual(
      world.related("volume", a, "volume_groups").map(({ name }) => name),
      ["g"],
    );
    call(world, "POST /volume_group/{id}/remove_members", group, { volume_ids: [a] });
    assert.deepEqual(members(), [b]);
    call(world, "DELETE /volume_group/{id}", group, { delete_members: true });
    assert.deepEqual([world.row("volume_group", group), world.row("volume", b)], [undefined, undefined]);
    assert.ok(world.row("volume", a));
  });

  it("goes without its volumes where nobody asks for theirs, protected or not", () => {
    for (const body of [{}, { delete_members: false }]) {
      const world = createWorld();
      const volume = add(world, { protection_policy_id: "policy-01" });
      const group = idOf(call(world, "POST /volume_group", "", { name: "g", volume_ids: [volume] }));
      call(world, "DELETE /volume_group/{id}", group, body);
      assert.equal(world.row("volume_group", group), undefined);
      assert.equal(rowOf(world, "volume", volume).protection_policy_id, "policy-01");
      assert.deepEqual(world.related("volume", volume, "volume_groups"), []);
    }
  });

  it("stays, and all its volumes with it, when one that shall go too may not, for a policy protects it [API]", () => {
    const world = createWorld();
    const volumes = [add(world, { name: "free" }), add(world, { name: "kept", protection_policy_id: "policy-01" })];
    const group = idOf(call(world, "POST /volume_group", "", { name: "g", volume_ids: volumes }));
    const before = world.snapshot();
    const { message } = refusal(() => call(world, "DELETE /volume_group/{id}", group, { delete_members: true }));
    assert.match(message, /policy-01 protects it/);
    assert.deepEqual(world.snapshot(), before);
  });

  it("has volumes of one appliance only [API]", () => {
    const world = createWorld();
    call(world, "POST /appliance", "", { link_local_address: "169.254.0.9" });
    const [a, b] = [add(world, { name: "a" }), add(world, { name: "b", appliance_id: "A2" })];
    assert.throws(() => call(world, "POST /volume_group", "", { name: "g", volume_ids: [a, b] }), /another appliance/);
    assert.equal(rowOf(world, "cluster", "0").appliance_count, 2);
    assert.throws(() => call(world, "DELETE /appliance/{id}", "A2"), /is on it/);
  });

  it("can be what an import is put into", () => {
    const world = createWorld(atOnce);
    const group = idOf(call(world, "POST /volume_group", "", { name: "g" }));
    const id = create(world, { volume_group_id: group });
    const [member] = world.related("volume_group", group, "volumes");
    assert.equal(member?.id, session(world, id).destination_resource_id);
  });
});

describe("a volume group that an import names", () => {
  const tomorrow = { scheduled_timestamp: "2026-01-02T00:00:00Z", volume_group_id: "volume-group-01" };
  const remove = (world: TestWorld) => call(world, "DELETE /volume_group/{id}", "volume-group-01", {});

  for (const [kind, begin] of [
    ["a volume", (world: TestWorld) => create(world, tomorrow)],
    ["a consistency group", (world: TestWorld) => createGroup(world, tomorrow).id],
  ] as const) {
    it(`of ${kind} is there when that begins: it is kept while the import waits and copies, and free after a cancel`, () => {
      const world = createWorld({ cancelSeconds: 0 });
      const id = begin(world);
      const { status, message } = refusal(() => remove(world));
      assert.deepEqual([status, message.includes(`import session ${id} names it`)], [422, true], message);
      world.advance(86_400 + 60);
      assert.equal(refusal(() => remove(world)).status, 422);
      act(world, "cancel", id);
      remove(world);
      assert.equal(world.row("volume_group", "volume-group-01"), undefined);
    });
  }
});

describe("a policy", () => {
  it("is held by an import that is to apply it, and not by the record of one that is over [API policy]", () => {
    const world = createWorld({ cancelSeconds: 0 });
    const id = create(world, { protection_policy_id: "policy-01", scheduled_timestamp: "2026-01-02T00:00:00Z" });
    const remove = () => call(world, "DELETE /policy/{id}", "policy-01");
    assert.match(refusal(remove).message, new RegExp(`import_session ${id} has it`));
    act(world, "cancel", id);
    assert.equal(stateOf(world, id), "Cancelled");
    remove();
    assert.equal(session(world, id).protection_policy_id, "policy-01", "the record says what was asked for");
    assert.equal(world.row("policy", "policy-01"), undefined);
  });

  it("that replicates makes an import fail, as soon as it does [API]", () => {
    const world = createWorld({ setUpSeconds: 30 });
    const policy = idOf(call(world, "POST /policy", "", { name: "p" }));
    const id = create(world, { protection_policy_id: policy });
    call(world, "PATCH /policy/{id}", policy, { add_replication_rule_ids: ["rule"] });
    world.advance(30);
    assert.equal(stateOf(world, id), "Failed");
    call(world, "DELETE /import_session/{id}", id);
    call(world, "DELETE /policy/{id}", policy);
    assert.equal(world.row("policy", policy), undefined);
  });

  it("is of the kind that its rules make it", () => {
    const world = createWorld();
    const typeOf = (body: object) => {
      const id = idOf(call(world, "POST /policy", "", { name: JSON.stringify(body), ...body }));
      return rowOf(world, "policy", id).type;
    };
    assert.equal(typeOf({}), "Protection");
    assert.equal(typeOf({ io_limit_rule_id: "r" }), "QoS");
    assert.equal(typeOf({ file_io_limit_rule_id: "r" }), "File_Performance");
  });
});
