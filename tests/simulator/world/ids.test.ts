import assert from "node:assert/strict";
import { createWorld, type WorldOptions } from "../../../simulator/src/world";
import { call, create, rowOf, setUpSeconds } from "./fixtures";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;

/** One object of each kind that a request makes, and what comes along with it. */
function madeBy(options: WorldOptions): readonly string[] {
  const world = createWorld(options);
  const session = create(world);
  world.advance(setUpSeconds);
  const agent = { agent_address: "h.example", agent_port: 1, user_name: "u", password: "p", os_type: "Linux" };
  const remote = { name: "Old", type: "Unity", management_address: "10.9.9.9", iscsi_addresses: ["10.9.9.10"] };
  const requests: readonly [string, Record<string, unknown>][] = [
    ["POST /import_host_system", agent],
    ["POST /host", { name: "h", os_type: "Linux", initiators: [] }],
    ["POST /host_group", { name: "g", host_ids: ["host-01"] }],
    ["POST /volume_group", { name: "vg" }],
    ["POST /volume", { name: "v", size: 8192 }],
    ["POST /policy", { name: "p" }],
    ["POST /remote_system", { ...remote, remote_username: "u", remote_password: "p" }],
  ];
  const made = requests.map(([operation, body]) => (call(world, operation, "", body).body as { id: string }).id);
  const job = world.startJob("POST /volume", { id: "", body: { name: "w", size: 8192 } }, "admin");
  const parts = ["import_host_initiator", "import_host_volume"].map((name) => world.rows(name)?.at(-1)?.id ?? "none");
  const { destination_resource_id } = rowOf(world, "import_session", session);
  return [session, String(destination_resource_id), ...made, job, ...parts];
}

describe("ids of what an array makes", () => {
  it("are UUIDs, none of which is there twice", () => {
    const ids = madeBy({});
    for (const id of ids) assert.match(id, uuid);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("are the same in every run, so that a text can quote them", () => {
    assert.deepEqual(madeBy({}), madeBy({}));
    assert.deepEqual(madeBy({ cluster: { name: "Lab-02" } }), madeBy({ cluster: { name: "Lab-02" } }));
  });

  it("differ between two clusters, for ids mean nothing outside of their array", () => {
    const ids = [...madeBy({}), ...madeBy({ cluster: { name: "Lab-02" } })];
    assert.equal(new Set(ids).size, ids.length);
  });

  it("coincide on two clusters where that is asked for, as chance could have it", () => {
    const ids = madeBy({ ids: "counted" });
    assert.deepEqual(ids, madeBy({ ids: "counted", cluster: { name: "Lab-02" } }));
    assert.deepEqual(ids.slice(0, 2), ["session-000001", "volume-000001"]);
  });

  it("go on where they stood in a snapshot, and its own are not given out again", () => {
    const world = createWorld();
    const first = create(world);
    const twin = createWorld({ cluster: { name: "Lab-02" } });
    twin.restore(world.snapshot());
    const next = { name: "import-2", source_resource_id: "unity-01-vol-02" };
    const second = create(twin, next);
    assert.notEqual(second, first);
    assert.equal(second, create(world, next));
  });

  it("are never those of rows that a file brought along", () => {
    const first = (call(createWorld(), "POST /volume", "", { name: "a", size: 8192 }).body as { id: string }).id;
    const world = createWorld({ collections: { volume: [{ id: first, name: "recorded", size: 8192 }] } });
    const { body } = call(world, "POST /volume", "", { name: "b", size: 8192 });
    assert.notEqual((body as { id: string }).id, first);
    assert.equal(world.count("volume"), 2);
  });

  it("tell volumes apart on two arrays, also by their WWNs", () => {
    const wwnOn = (options: WorldOptions) => {
      const world = createWorld(options);
      call(world, "POST /volume", "", { name: "v", size: 8192 });
      return world.rowByName("volume", "v")?.wwn;
    };
    assert.notEqual(wwnOn({}), wwnOn({ cluster: { name: "Lab-02" } }));
    assert.match(String(wwnOn({})), /^naa\.68ccf09800[0-9a-f]{22}$/);
  });

  it("refuse a way of making them that does not exist", () => {
    assert.throws(() => createWorld({ ids: "random" as "counted" }), { name: "RangeError", message: /^ids must be/ });
  });
});
