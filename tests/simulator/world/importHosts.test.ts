import assert from "node:assert/strict";
import { createWorld, sourceTypes } from "../../../simulator/src/world";
import {
  act,
  call,
  copySeconds,
  create,
  createGroup,
  refusal,
  rowOf,
  setUpSeconds,
  stateOf,
  type TestWorld,
} from "./fixtures";

const agent = { agent_port: 8443, user_name: "u", password: "p", os_type: "Linux" };

function addHost(world: TestWorld, address: string): string {
  return (call(world, "POST /import_host_system", "", { ...agent, agent_address: address }).body as { id: string }).id;
}

const criteriaOf = (world: TestWorld, id: string, collection = "import_unity_volume") =>
  rowOf(world, collection, id).importable_criteria;

/** The host's own view of a source volume. */
function viewOf(world: TestWorld, volume: string) {
  const [id] = rowOf(world, "import_unity_volume", volume).host_volume_ids as readonly string[];
  const { active_path, is_migrating, import_state } = rowOf(world, "import_host_volume", id ?? "");
  return { active_path, is_migrating, import_state };
}

describe("hosts of a made-up array", () => {
  for (const type of sourceTypes) {
    it(`of type ${type} are there exactly where its volumes are ready for a Non_Disruptive import [API import_session_create]`, () => {
      const world = createWorld({ sources: [{ name: "Old", type, volumes: 3, criteria: { 3: "Host_Not_Added" } }] });
      const collections = Object.keys((world.snapshot() as { collections: object }).collections);
      const volumes = collections
        .filter((name) => /^import_.*_volume$/.test(name) && name !== "import_host_volume")
        .flatMap((name) => world.rows(name) ?? []);
      const seen = volumes.map(({ importable_criteria, host_volume_ids }) => [importable_criteria, host_volume_ids]);
      const hasAgents = seen[0]?.[0] === "Ready";
      assert.equal(world.count("import_host_volume"), hasAgents ? 2 : 0);
      assert.equal(world.count("import_host_system"), hasAgents ? 1 : 0);
      assert.deepEqual(seen[2], ["Host_Not_Added", hasAgents ? [] : undefined]);
      for (const [, ids] of hasAgents ? seen.slice(0, 2) : []) {
        const [id] = ids as readonly string[];
        const { host_system_id } = rowOf(world, "import_host_volume", id ?? "");
        const system = rowOf(world, "import_host_system", String(host_system_id));
        assert.equal(world.rowByName("host", String(system.agent_address))?.import_host_system_id, system.id);
      }
    });
  }

  it("are a hundred at most, each with as many volumes as that takes", () => {
    const world = createWorld({ sources: [{ name: "Old", type: "Unity", volumes: 2500 }] });
    assert.deepEqual([world.count("import_host_volume"), world.count("import_host_system")], [2500, 100]);
  });

  it("let ten single volumes and both groups of the default Unity be imported, and leave two volumes waiting", () => {
    const world = createWorld();
    const rows = world.rows("import_unity_volume") ?? [];
    const waiting = rows.filter(({ importable_criteria }) => importable_criteria === "Host_Not_Added");
    assert.deepEqual(
      waiting.map(({ id }) => id),
      ["unity-01-vol-11", "unity-01-vol-12"],
    );
    assert.equal(rows.filter(({ importable_criteria }) => importable_criteria === "Ready").length, 18);
  });
});

describe("a volume whose host has not been added", () => {
  it("is refused with the reason, whichever the type of the import", () => {
    const world = createWorld();
    for (const type of ["Non_Disruptive", "Agentless"]) {
      const body = { type, remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-11" };
      const { status, message } = refusal(() => create(world, body));
      assert.equal(status, 422);
      assert.match(message, /unity-01-vol-11 cannot be imported: its importable_criteria is Host_Not_Added/);
    }
  });

  it("can be imported once the host is there, and no more when it has gone", () => {
    const world = createWorld();
    const host = addHost(world, "h.example");
    assert.equal(criteriaOf(world, "unity-01-vol-11"), "Ready");
    const id = create(world, { source_resource_id: "unity-01-vol-11" });
    assert.match(refusal(() => call(world, "DELETE /import_host_system/{id}", host)).message, new RegExp(id));
    world.advance(setUpSeconds);
    act(world, "cancel", id);
    world.advance(60);
    call(world, "DELETE /import_host_system/{id}", host);
    assert.equal(criteriaOf(world, "unity-01-vol-11"), "Host_Not_Added");
  });

  it("keeps its group waiting: the group is as ready as its members", () => {
    const world = createWorld({ sources: [{ name: "Unity-01", type: "Unity", volumes: 0, groups: [2] }] });
    const groups = "import_unity_consistency_group";
    const [system] = world.rows("import_host_system") ?? [];
    call(world, "DELETE /import_host_system/{id}", system?.id);
    assert.equal(criteriaOf(world, "unity-01-cg-01", groups), "Members_Not_Ready");
    assert.equal(refusal(() => createGroup(world)).status, 422);
    addHost(world, "h.example");
    assert.equal(criteriaOf(world, "unity-01-cg-01", groups), "Ready");
    assert.equal(stateOf(world, createGroup(world).id), "In_Progress");
  });

  const add = (world: TestWorld) => {
    const connection = { management_address: "10.9.9.9", iscsi_addresses: ["10.9.9.10"] };
    const account = { remote_username: "u", remote_password: "p" };
    const body = { name: "Old", type: "Unity", ...connection, ...account };
    const { id } = call(world, "POST /remote_system", "", body).body as { id: string };
    call(world, "POST /remote_system/{id}/discover", id);
  };
  const discovered = (world: TestWorld) =>
    (world.rows("import_unity_volume") ?? []).map(({ importable_criteria }) => importable_criteria);

  it("is every volume of an array that is added without hosts", () => {
    const world = createWorld({ sources: [] });
    add(world);
    assert.deepEqual(
      discovered(world),
      Array.from({ length: 6 }, () => "Host_Not_Added"),
    );
  });

  it("is seen by a host that was added before its array, when that is discovered", () => {
    const world = createWorld({ sources: [] });
    addHost(world, "h.example");
    add(world);
    assert.deepEqual(discovered(world).slice(0, 3), ["Ready", "Ready", "Host_Not_Added"]);
  });
});

describe("a consistency group of a source", () => {
  const members = [
    { criteria: ["Ready", "Ready"], group: "Ready", reason: "all can be imported in both ways" },
    {
      criteria: ["Ready", "Ready_For_Agentless_Import"],
      group: "Ready_For_Agentless_Import",
      reason: "one in one way",
    },
    { criteria: ["Host_Volume_Offline", "Ready"], group: "Members_Not_Ready", reason: "one cannot be imported" },
  ] as const;
  for (const { criteria, group, reason } of members) {
    it(`is as ready as the least ready of its members: ${group} where ${reason}`, () => {
      const world = createWorld({ sources: [{ name: "Unity-01", type: "Unity", volumes: 0, groups: [2] }] });
      const groups = "import_unity_consistency_group";
      criteria.forEach((each, index) => {
        world.setCriteria(`unity-01-vol-0${index + 1}`, each);
      });
      assert.equal(criteriaOf(world, "unity-01-cg-01", groups), group);
      if (group !== "Ready") assert.equal(refusal(() => createGroup(world)).status, 422);
      world.setCriteria("unity-01-cg-01", "Not_In_Sync");
      world.setCriteria("unity-01-vol-01", "Ready");
      assert.equal(criteriaOf(world, "unity-01-cg-01", groups), "Not_In_Sync", "it has a reason of its own");
      world.setCriteria("unity-01-vol-01", criteria[0]);
      call(world, "POST /remote_system/{id}/discover", "rs-unity-01");
      assert.equal(criteriaOf(world, "unity-01-cg-01", groups), group);
    });
  }

  it("follows a member that is mended: an XtremIO's group is ready for Agentless again", () => {
    const world = createWorld();
    const groups = "import_xtremio_consistency_group";
    world.setCriteria("xtremio-01-vol-13", "Source_Volume_Offline");
    assert.equal(criteriaOf(world, "xtremio-01-cg-01", groups), "Members_Not_Ready");
    assert.equal(criteriaOf(world, "xtremio-01-cg-02", groups), "Ready_For_Agentless_Import");
    world.setCriteria("xtremio-01-vol-13", "Ready_For_Agentless_Import");
    assert.equal(criteriaOf(world, "xtremio-01-cg-01", groups), "Ready_For_Agentless_Import");
  });
});

describe("the host's view of a volume that is imported", () => {
  const idle = { active_path: "Source", is_migrating: false, import_state: "None" };
  const migrating = { active_path: "Destination", is_migrating: true, import_state: "None" };
  const volume = "unity-01-vol-01";

  it("goes to the destination with the copy [API import_session], and stays there after the cut-over", () => {
    const world = createWorld();
    const id = create(world);
    assert.deepEqual(viewOf(world, volume), idle);
    world.advance(setUpSeconds);
    assert.deepEqual(viewOf(world, volume), migrating);
    act(world, "pause", id);
    assert.deepEqual(viewOf(world, volume), migrating);
    act(world, "resume", id);
    world.advance(copySeconds);
    act(world, "cutover", id);
    assert.deepEqual(viewOf(world, volume), migrating);
    world.advance(20);
    const completed = { active_path: "Destination", is_migrating: false, import_state: "Import_Completed" };
    assert.deepEqual(viewOf(world, volume), completed);
  });

  it("comes back to the source with a cancel [API], and with a failure", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    act(world, "cancel", id);
    assert.deepEqual(viewOf(world, volume), migrating);
    world.advance(15);
    assert.deepEqual(viewOf(world, volume), { ...idle, import_state: "Cancel_Completed" });
    world.failSession(create(world, { name: "again" }), { state: "Failed" });
    assert.deepEqual(viewOf(world, volume), { ...idle, import_state: "Import_Aborted" });
  });

  it("is as it was where nothing had begun", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-02-01T00:00:00Z" });
    act(world, "cancel", id);
    world.advance(15);
    assert.deepEqual(viewOf(world, volume), idle);
  });

  it("has no path left after a forced cancel that reached nobody and took the destination", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id, { force: true });
    world.advance(15);
    const lost = { active_path: "None", is_migrating: false, import_state: "Cancel_Forced" };
    assert.deepEqual(viewOf(world, volume), lost);
  });

  it("says that the cancel was aborted where the roll-back failed", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cleanup_Required");
    assert.deepEqual(viewOf(world, volume), { ...migrating, import_state: "Cancel_Aborted" });
  });

  it("is that of each member of a group", () => {
    const world = createWorld();
    createGroup(world);
    world.advance(setUpSeconds);
    for (const number of [13, 14, 15]) assert.deepEqual(viewOf(world, `unity-01-vol-${number}`), migrating);
  });

  it("stays out of an Agentless import, for agents have no part in it", () => {
    const world = createWorld();
    create(world, { type: "Agentless", remote_system_id: "rs-unity-01", source_resource_id: volume });
    world.advance(setUpSeconds);
    assert.deepEqual(viewOf(world, volume), idle);
  });
});
