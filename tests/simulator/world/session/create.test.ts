import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, create, refusal, rowOf, session, setUpSeconds, stateOf } from "../fixtures";

const unity = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const xtremio = { remote_system_id: "rs-xtremio-01", source_resource_id: "xtremio-01-vol-01" };

describe("creating an import session", () => {
  it("answers 201 with the id, and the row shows what was asked for", () => {
    const world = createWorld();
    const answer = call(world, "POST /import_session", "", { ...unity, name: "db-01", description: "first" });
    assert.equal(answer.status, 201);
    const { id } = answer.body as { id: string };
    const { name, description, type, state, automatic_cutover, error } = session(world, id);
    assert.deepEqual(
      { name, description, type, state, automatic_cutover, error },
      {
        name: "db-01",
        description: "first",
        type: "Non_Disruptive",
        state: "In_Progress",
        automatic_cutover: false,
        error: null,
      },
    );
  });

  it("never gives out an id twice, so that a stale id finds nothing", () => {
    const world = createWorld();
    const first = create(world);
    world.advance(setUpSeconds);
    act(world, "cancel", first);
    world.advance(15);
    act(world, "delete", first);
    assert.notEqual(create(world), first);
  });

  it("takes references by name, in any case", () => {
    const world = createWorld();
    const id = create(world, {
      ...xtremio,
      type: "Agentless",
      remote_system_id: "name:xtremio-01",
      host_group_ids: ["name:HOST-GROUP-01"],
      protection_policy_id: "name:Snapshots-Daily",
      volume_group_id: "name:volume-group-01",
    });
    const row = session(world, id);
    assert.equal(row.remote_system_id, "rs-xtremio-01");
    assert.equal(row.protection_policy_id, "policy-01");
    assert.equal(row.volume_group_id, "volume-group-01");
  });

  it("allows Agentless without hosts: the destination can be mapped by hand", () => {
    const world = createWorld();
    assert.equal(stateOf(world, create(world, { type: "Agentless" })), "In_Progress");
  });

  it("allows Agentless for a source that is ready for both types", () => {
    const world = createWorld();
    assert.equal(session(world, create(world, { ...unity, type: "Agentless" })).type, "Agentless");
  });

  const refused = [
    { name: "an empty name", body: { name: "" }, status: 400, says: /0 characters/ },
    { name: "a name of 129 characters", body: { name: "x".repeat(129) }, status: 400, says: /129 characters/ },
    { name: "white space in the name", body: { name: "db 01" }, status: 400, says: /white space/ },
    { name: "a control character in the name", body: { name: "db\u000701" }, status: 400, says: /unprintable/ },
    { name: "a slash in the name", body: { name: "db/01" }, status: 400, says: /contains \/,/ },
    { name: "a percent sign in the name", body: { name: "db%2001" }, status: 400, says: /contains %,/ },
    { name: "a control character in the description", body: { description: "a\nb" }, status: 400, says: /description/ },
    { name: "an unknown remote system", body: { remote_system_id: "rs-vnx-01" }, status: 422, says: /rs-vnx-01/ },
    { name: "an unknown name of one", body: { remote_system_id: "name:vnx" }, status: 422, says: /name:vnx/ },
    { name: "an unknown source", body: { source_resource_id: "sv_1" }, status: 422, says: /sv_1/ },
    {
      name: "a source by name, for it takes an id only [ARRAY names]",
      body: { source_resource_id: "name:Unity-01-Vol-01" },
      status: 422,
      says: /no importable resource/,
    },
    {
      name: "a source on another array",
      body: { source_resource_id: "xtremio-01-vol-01" },
      status: 422,
      says: /does not belong to remote system rs-unity-01/,
    },
    {
      name: "a source that is not ready",
      body: { source_resource_id: "unity-01-vol-11" },
      status: 422,
      says: /Host_Not_Added/,
    },
    {
      name: "a member of a consistency group on its own",
      body: { source_resource_id: "unity-01-vol-13" },
      status: 422,
      says: /unity-01-cg-01/,
    },
    { name: "Non_Disruptive from an Agentless-only array", body: xtremio, status: 422, says: /supports Agentless/ },
    { name: "hosts for Non_Disruptive", body: { host_ids: ["host-01"] }, status: 422, says: /Agentless import only/ },
    {
      name: "host groups for Non_Disruptive",
      body: { host_group_ids: ["host-group-01"] },
      status: 422,
      says: /Agentless import only/,
    },
    {
      name: "hosts and host groups together",
      body: { ...xtremio, type: "Agentless", host_ids: ["host-01"], host_group_ids: ["host-group-01"] },
      status: 422,
      says: /not to both/,
    },
    {
      name: "hosts of group members for a volume",
      body: { ...xtremio, type: "Agentless", consistency_group_member_host_ids: [{ volume_wwn: "6006" }] },
      status: 422,
      says: /is a volume/,
    },
    {
      name: "an unknown host",
      body: { ...xtremio, type: "Agentless", host_ids: ["name:nobody"] },
      status: 422,
      says: /name:nobody/,
    },
    {
      name: "an unknown host group",
      body: { ...xtremio, type: "Agentless", host_group_ids: ["hg"] },
      status: 422,
      says: /hg/,
    },
    { name: "an unknown volume group", body: { volume_group_id: "vg-9" }, status: 422, says: /vg-9/ },
    {
      name: "an unknown policy, with the code that the policy service is known for",
      body: { protection_policy_id: "policy-99" },
      status: 404,
      says: /^0xE0A090010001 .*policy-99/,
    },
    { name: "a performance policy", body: { protection_policy_id: "policy-03" }, status: 422, says: /Performance/ },
    { name: "a schedule that is no date", body: { scheduled_timestamp: "soon" }, status: 400, says: /soon/ },
  ];
  for (const { name, body, status, says } of refused) {
    it(`refuses ${name}, and leaves the world as it was`, () => {
      const world = createWorld();
      const before = world.snapshot();
      const answer = refusal(() => create(world, body));
      assert.equal(answer.status, status);
      assert.match(answer.message, says);
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it("refuses a name that is taken, whatever its case, with 422", () => {
    const world = createWorld();
    create(world, { name: "Db-01" });
    const { status, message } = refusal(() => create(world, { name: "dB-01", source_resource_id: "unity-01-vol-02" }));
    assert.equal(status, 422);
    assert.match(message, /dB-01/);
  });

  it("gives a name free with the record, not with the end of the import", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(refusal(() => create(world)).status, 422);
    act(world, "delete", id);
    assert.equal(stateOf(world, create(world)), "In_Progress");
  });

  it("refuses a source that is in a session, and names the session", () => {
    const world = createWorld();
    const id = create(world);
    const { status, message } = refusal(() => create(world, { name: "again" }));
    assert.equal(status, 422);
    assert.ok(message.includes(id), message);
  });

  it("refuses a source that was imported, also when the record of that is gone", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Import_Completed");
    act(world, "delete", id);
    const { status, message } = refusal(() => create(world, { name: "again" }));
    assert.equal(status, 422);
    assert.match(message, /Imported/);
  });

  it("counts the characters of a name, not its code units", () => {
    const world = createWorld();
    const name = "🂡".repeat(128);
    assert.equal(rowOf(world, "import_session", create(world, { name })).name, name);
  });
});
