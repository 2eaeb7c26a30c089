import assert from "node:assert/strict";
import { createWorld, sourceTypes } from "../../../../simulator/src/world";
import { act, call, create, rowOf, session, stateOf, statesOf, type TestWorld } from "../fixtures";

function add(world: TestWorld, type: string, more: Record<string, unknown> = {}): string {
  const answer = call(world, "POST /remote_system", "", {
    name: "Old-01",
    type,
    management_address: "10.9.9.9",
    remote_username: "u",
    remote_password: "top secret",
    ...(type === "PowerMax_VMAX" ? {} : { iscsi_addresses: ["10.9.9.10"] }),
    ...more,
  });
  return (answer.body as { id: string }).id;
}

const collectionsOf = (world: TestWorld, remoteId: string) => {
  const { collections } = world.snapshot() as {
    readonly collections: Record<string, readonly { readonly id: string; readonly remote_system_id?: string }[]>;
  };
  return Object.entries(collections)
    .filter(([name, rows]) => name.startsWith("import_") && rows.some((row) => row.remote_system_id === remoteId))
    .map(([name]) => name);
};

const agent = { agent_port: 1, user_name: "u", password: "top secret", os_type: "Linux" };

/** Enough of them to see all six volumes of the new array, beside the two that wait on the one that was there. */
function addHosts(world: TestWorld): void {
  for (const number of [1, 2, 3, 4]) {
    call(world, "POST /import_host_system", "", { ...agent, agent_address: `h${number}.example` });
  }
}

describe("a remote system", () => {
  it("connects after a while: Initializing, then OK [ARRAY remote systems]", () => {
    const world = createWorld({ connectSeconds: 10 });
    const id = add(world, "Unity");
    assert.equal(rowOf(world, "remote_system", id).data_connection_state, "Initializing");
    world.advance(10);
    assert.equal(rowOf(world, "remote_system", id).data_connection_state, "OK");
  });

  for (const type of sourceTypes) {
    it(`of type ${type} has sources once it was discovered, and one can be imported`, () => {
      const world = createWorld({ setUpSeconds: 0, connectSeconds: 0 });
      const id = add(world, type);
      const before = collectionsOf(world, id).filter((name) => name.endsWith("_volume"));
      assert.deepEqual(before, []);
      call(world, "POST /remote_system/{id}/discover", id);
      call(world, "POST /remote_system/{id}/discover", id);
      addHosts(world);
      assert.equal(collectionsOf(world, id).filter((name) => name.endsWith("_volume")).length, 1);
      const body = { type: "Agentless", remote_system_id: id };
      const sessionId = create(world, { ...body, source_resource_id: "old-01-vol-01" });
      assert.equal(stateOf(world, sessionId), "Mirror_Enabled");
      if (type === "PS_Equallogic" || type === "NetApp") return;
      const group = create(world, { ...body, name: "group", source_resource_id: "old-01-cg-01" });
      assert.equal(session(world, group).destination_resource_type, "volume_group");
    });
  }

  it("keeps what is on it, under import or not, when another one is added under a name that it had", () => {
    const world = createWorld({ setUpSeconds: 0, connectSeconds: 0 });
    const first = add(world, "XtremIO");
    call(world, "POST /remote_system/{id}/discover", first);
    const importId = create(world, { type: "Agentless", remote_system_id: first, source_resource_id: "old-01-vol-01" });
    call(world, "PATCH /remote_system/{id}", first, { name: "New-01" });
    const volumes = () => world.rows("import_xtremio_volume") ?? [];
    const before = volumes();
    const second = add(world, "XtremIO", { name: "old 01", management_address: "10.9.9.8" });
    call(world, "POST /remote_system/{id}/discover", second);
    assert.deepEqual(volumes().slice(0, before.length), before);
    assert.equal(volumes().length, before.length + 6);
    const body = { name: "other", type: "Agentless", remote_system_id: second };
    const otherId = create(world, { ...body, source_resource_id: "old-01-2-vol-01" });
    assert.deepEqual(statesOf(world, [importId, otherId]), ["Mirror_Enabled", "Mirror_Enabled"]);
  });

  it("goes with everything on it, but for the records of imports that are over", () => {
    const world = createWorld({ setUpSeconds: 0, copyBytesPerSecond: 0, cutoverSeconds: 0 });
    const id = create(world);
    act(world, "cutover", id);
    call(world, "DELETE /remote_system/{id}", "rs-unity-01");
    assert.deepEqual(collectionsOf(world, "rs-unity-01"), ["import_session"]);
    assert.equal(rowOf(world, "import_session", id).state, "Import_Completed");
    const again = createWorld();
    again.restore(world.snapshot());
    assert.throws(() => again.forceState(id, "Copy_In_Progress"), /unity-01-vol-01 is gone/);
    act(again, "delete", id);
    assert.equal(again.row("import_session", id), undefined);
  });

  const chapModes = [
    { given: {}, discovery: "Disabled", session: "Disabled", reason: "off unless asked for [I]" },
    { given: { discovery_chap_mode: "Mutual" }, discovery: "Mutual", session: "Disabled", reason: "discovery only" },
    { given: { session_chap_mode: "Single" }, discovery: "Disabled", session: "Single", reason: "sessions only" },
    {
      given: { discovery_chap_mode: "Single", session_chap_mode: "Mutual" },
      discovery: "Single",
      session: "Mutual",
      reason: "each its own",
    },
  ];
  for (const { given, discovery, session: ofSessions, reason } of chapModes) {
    it(`has the CHAP modes ${discovery} and ${ofSessions} for ${JSON.stringify(given)}: ${reason}`, () => {
      const world = createWorld();
      const row = rowOf(world, "remote_system", add(world, "Unity", given));
      assert.deepEqual([row.discovery_chap_mode, row.session_chap_mode], [discovery, ofSessions]);
    });
  }

  it("keeps no password", () => {
    const world = createWorld();
    add(world, "Unity");
    assert.ok(!JSON.stringify(world.snapshot()).includes("top secret"));
  });

  it("goes by its new name and address, and so does the object of its array", () => {
    const world = createWorld();
    call(world, "PATCH /remote_system/{id}", "rs-unity-01", { name: "New", management_address: "10.8.8.8" });
    assert.equal(world.rowByName("remote_system", "Unity-01"), undefined);
    assert.equal(world.rowByName("remote_system", "new")?.id, "rs-unity-01");
    assert.equal(world.rowByName("import_unity", "new")?.management_address, "10.8.8.8");
  });
});

describe("an import host system", () => {
  const waiting = { name: "Unity-01", type: "Unity", volumes: 1, criteria: { 1: "Host_Not_Added" } } as const;

  it("makes a host, sees volumes, and a volume that waited for its host is ready then", () => {
    const world = createWorld({ sources: [waiting] });
    const { id } = call(world, "POST /import_host_system", "", { ...agent, agent_address: "h.example" }).body as {
      id: string;
    };
    assert.equal(world.rowByName("host", "h.example")?.import_host_system_id, id);
    const volume = rowOf(world, "import_unity_volume", "unity-01-vol-01");
    assert.equal(volume.importable_criteria, "Ready");
    const [hostVolume] = world.rows("import_host_volume") ?? [];
    assert.deepEqual(volume.host_volume_ids, [hostVolume?.id]);
    assert.equal(hostVolume?.naa_id, volume.wwn);
    call(world, "DELETE /import_host_system/{id}", id);
    assert.deepEqual([world.rows("import_host_volume"), world.rows("import_host_initiator")], [[], []]);
    const left = rowOf(world, "import_unity_volume", "unity-01-vol-01");
    assert.deepEqual([left.host_volume_ids, left.importable_criteria], [[], "Host_Not_Added"]);
    assert.ok(!JSON.stringify(world.snapshot()).includes("top secret"));
  });

  it("updates the host that is there already [API]", () => {
    const world = createWorld();
    const { body } = call(world, "POST /import_host_system", "", { ...agent, agent_address: "Host-01" });
    assert.equal(rowOf(world, "host", "host-01").import_host_system_id, (body as { id: string }).id);
  });
});
