import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, copySeconds, create, rowOf, session, setUpSeconds, stateOf } from "../fixtures";

describe("the way of a Non_Disruptive import", () => {
  it("goes from set-up to the copy by itself, and stops before the cut-over", () => {
    const world = createWorld();
    const id = create(world);
    assert.equal(stateOf(world, id), "In_Progress");
    world.advance(setUpSeconds - 1);
    assert.equal(stateOf(world, id), "In_Progress");
    world.advance(1);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    world.advance(copySeconds);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
    world.advance(365 * 24 * 3600);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("is cut over by request, which takes its time", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds + copySeconds);
    act(world, "cutover", id);
    assert.equal(stateOf(world, id), "Cutover_In_Progress");
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
  });

  it("is cut over by the array itself with automatic_cutover, which means automatic when true [ARRAY conflicts]", () => {
    const world = createWorld();
    const id = create(world, { automatic_cutover: true });
    world.advance(setUpSeconds + copySeconds);
    assert.equal(stateOf(world, id), "Cutover_In_Progress");
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
  });

  it("happens at once, inside of the call, where durations are 0", () => {
    const world = createWorld({
      setUpSeconds: 0,
      copyBytesPerSecond: 0,
      cutoverSeconds: 0,
      cancelSeconds: 0,
      cleanupSeconds: 0,
    });
    const first = create(world);
    assert.equal(stateOf(world, first), "Ready_For_Cutover");
    act(world, "cutover", first);
    assert.equal(stateOf(world, first), "Import_Completed");
    const second = create(world, {
      name: "import-2",
      source_resource_id: "unity-01-vol-02",
      automatic_cutover: true,
    });
    assert.equal(stateOf(world, second), "Import_Completed");
    const third = create(world, { name: "import-3", source_resource_id: "unity-01-vol-03" });
    act(world, "cancel", third);
    assert.equal(stateOf(world, third), "Cancelled");
    world.forceState(third, "Cleanup_Required");
    act(world, "cleanup", third);
    assert.equal(stateOf(world, third), "Cancelled");
  });
});

describe("the way of an Agentless import", () => {
  it("waits at both of its gates for ever", () => {
    const world = createWorld();
    const id = create(world, { type: "Agentless" });
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, id), "Mirror_Enabled");
    world.advance(1e6);
    act(world, "enable_destination_volume", id);
    assert.equal(stateOf(world, id), "Ready_To_Start_Copy");
    world.advance(1e6);
    act(world, "start_copy", id);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    world.advance(copySeconds);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("lets hosts use the destination only after it was enabled [ARRAY transitions]", () => {
    const world = createWorld();
    const id = create(world, { type: "Agentless" });
    world.advance(setUpSeconds);
    const volume = session(world, id).destination_resource_id as string;
    assert.equal(rowOf(world, "volume", volume).is_host_access_available, false);
    act(world, "enable_destination_volume", id);
    assert.equal(rowOf(world, "volume", volume).is_host_access_available, true);
  });
});

describe("the destination volume", () => {
  it("is there from the end of set-up on, as large as the source", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds - 1);
    assert.equal(session(world, id).destination_resource_id, null);
    assert.equal(session(world, id).destination_resource_type, null);
    assert.deepEqual(world.rows("volume"), []);
    world.advance(1);
    const { destination_resource_id, destination_resource_type } = session(world, id);
    assert.equal(destination_resource_type, "volume");
    const volume = rowOf(world, "volume", destination_resource_id as string);
    assert.equal(volume.size, rowOf(world, "import_unity_volume", "unity-01-vol-01").size);
    assert.equal(volume.name, "Unity-01-Vol-01");
  });

  it("goes with a cancel", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    act(world, "cancel", id);
    assert.equal(world.rows("volume")?.length, 1);
    world.advance(15);
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(session(world, id).destination_resource_id, null);
  });

  it("stays after the import, also when the record is deleted", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Import_Completed");
    const volume = session(world, id).destination_resource_id as string;
    act(world, "delete", id);
    assert.equal(world.row("import_session", id), undefined);
    assert.equal(rowOf(world, "volume", volume).name, "Unity-01-Vol-01");
  });

  it("gets the protection policy after the cut-over [API]", () => {
    const world = createWorld();
    const id = create(world, { protection_policy_id: "policy-01" });
    world.advance(setUpSeconds + copySeconds);
    const volume = session(world, id).destination_resource_id as string;
    assert.equal(rowOf(world, "volume", volume).protection_policy_id, null);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(rowOf(world, "volume", volume).protection_policy_id, "policy-01");
  });

  it("gets a name of its own where the source's name is taken", () => {
    const sources = [
      { name: "a", type: "Unity" as const, volumes: 1 },
      { name: "b", type: "Unity" as const, volumes: 1 },
    ];
    const world = createWorld({ sources });
    const snapshot = world.snapshot() as { collections: { import_unity_volume: { name: string }[] } };
    for (const volume of snapshot.collections.import_unity_volume) volume.name = "Same";
    world.restore(snapshot);
    create(world, { remote_system_id: "rs-a", source_resource_id: "a-vol-01" });
    create(world, { remote_system_id: "rs-b", source_resource_id: "b-vol-01", name: "import-2" });
    world.advance(setUpSeconds);
    const names = world.rows("volume")?.map(({ name }) => name);
    assert.deepEqual(names, ["Same", "Same-2"]);
  });
});

describe("what the source shows", () => {
  const criteria = (world: ReturnType<typeof createWorld>) => {
    const { importable_criteria, migration_state } = rowOf(world, "import_unity_volume", "unity-01-vol-01");
    return [importable_criteria, migration_state];
  };

  it("is In_Progress from the creation of the session on, and Imported after the cut-over", () => {
    const world = createWorld();
    assert.deepEqual(criteria(world), ["Ready", "Normal"]);
    const id = create(world);
    assert.deepEqual(criteria(world), ["In_Progress", "Normal"]);
    world.advance(setUpSeconds);
    assert.deepEqual(criteria(world), ["In_Progress", "Source_Migration_In_Progress"]);
    world.advance(copySeconds);
    act(world, "cutover", id);
    assert.deepEqual(criteria(world), ["In_Progress", "Source_Migration_In_Progress"]);
    world.advance(20);
    assert.deepEqual(criteria(world), ["Imported", "Source_Migration_Completed"]);
  });

  it("is as before after a cancel, so that the import can be tried again", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(100);
    act(world, "cancel", id);
    assert.deepEqual(criteria(world), ["In_Progress", "Source_Migration_In_Progress"]);
    world.advance(15);
    assert.deepEqual(criteria(world), ["Ready", "Normal"]);
    assert.equal(stateOf(world, create(world, { name: "again" })), "In_Progress");
  });

  it("is Ready_For_Agentless_Import again where it was before", () => {
    const world = createWorld();
    const id = create(world, { type: "Agentless" });
    const other = create(world, { name: "other", type: "Agentless", source_resource_id: "xtremio-01-vol-02" });
    world.advance(setUpSeconds);
    act(world, "cancel", other);
    world.failSession(id, { state: "Failed" });
    world.advance(15);
    for (const volume of ["xtremio-01-vol-01", "xtremio-01-vol-02"]) {
      assert.equal(rowOf(world, "import_xtremio_volume", volume).importable_criteria, "Ready_For_Agentless_Import");
    }
  });

  it("does not change when a record is deleted", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Import_Completed");
    act(world, "delete", id);
    assert.deepEqual(criteria(world), ["Imported", "Source_Migration_Completed"]);
  });
});

describe("set-up", () => {
  it("fails without harm where the source cannot be reached, and a new session may succeed [GUIDE 64]", () => {
    const world = createWorld();
    const id = create(world);
    world.setReachable("rs-unity-01", false);
    world.advance(setUpSeconds);
    const { state, error, progress_percentage } = session(world, id);
    assert.equal(state, "Failed");
    assert.match((error as { message_l10n: string }).message_l10n, /rs-unity-01/);
    assert.equal(progress_percentage, null);
    assert.deepEqual(world.rows("volume"), []);
    world.setReachable("rs-unity-01", true);
    assert.equal(stateOf(world, create(world, { name: "retry" })), "In_Progress");
  });

  it("fails with a policy that replicates [API protection_policy_id]", () => {
    const world = createWorld();
    const id = create(world, { protection_policy_id: "name:Replication-Hourly" });
    assert.equal(stateOf(world, id), "In_Progress");
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, id), "Failed");
  });
});
