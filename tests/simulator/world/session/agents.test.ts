import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import {
  act,
  call,
  copySeconds,
  create,
  createGroup,
  refusal,
  rowOf,
  session,
  setUpSeconds,
  stateOf,
  type TestWorld,
} from "../fixtures";

/** It sees volumes 1 to 10; the other one sees those of the groups. */
const host = "import-host-unity-01-01";
const other = "import-host-unity-01-02";
const volume = "unity-01-vol-01";
const group = "unity-01-cg-01";
const agentless = { type: "Agentless", remote_system_id: "rs-unity-01", source_resource_id: volume };

const errorOf = (world: TestWorld, id: string) =>
  (session(world, id).error as { message_l10n: string } | null)?.message_l10n ?? "";
const criteriaOf = (world: TestWorld, id = volume) => rowOf(world, "import_unity_volume", id).importable_criteria;
const groupCriteria = (world: TestWorld) => rowOf(world, "import_unity_consistency_group", group).importable_criteria;

function copying() {
  const world = createWorld();
  const id = create(world);
  world.advance(setUpSeconds + 100);
  return { world, id };
}

describe("an agent that does not run", () => {
  for (const status of ["Unknown", "Conflict_Detected"] as const) {
    it(`for it is ${status} lets no Non_Disruptive import be set up, and no Agentless one fail [I]`, () => {
      const world = createWorld();
      world.setAgent(host, status);
      assert.equal(criteriaOf(world), "Ready");
      const id = create(world);
      world.advance(setUpSeconds);
      assert.equal(stateOf(world, id), "Failed");
      assert.match(errorOf(world, id), new RegExp(`the agent of import host system ${host} is ${status}`));
      const without = create(world, { name: "agentless", ...agentless });
      world.advance(setUpSeconds);
      assert.equal(stateOf(world, without), "Mirror_Enabled");
    });
  }

  it("for its version is not supported makes its volumes Incompatible_Host_Agent, which no import takes, until it runs again", () => {
    const world = createWorld();
    world.setAgent(host, "Version_Unsupported");
    for (const body of [{}, agentless]) {
      const { status, message } = refusal(() => create(world, body));
      assert.deepEqual(
        [status, message.includes("importable_criteria is Incompatible_Host_Agent")],
        [422, true],
        message,
      );
    }
    assert.deepEqual(
      [
        criteriaOf(world, "unity-01-vol-10"),
        criteriaOf(world, "unity-01-vol-11"),
        criteriaOf(world, "unity-01-vol-13"),
      ],
      ["Incompatible_Host_Agent", "Host_Not_Added", "Ready"],
    );
    world.setAgent(host, "Unknown");
    assert.equal(criteriaOf(world), "Incompatible_Host_Agent", "nobody knows better");
    world.setAgent(host, "Running");
    assert.equal(criteriaOf(world), "Ready");
    const id = create(world);
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
  });

  it("lets a set-up fail that has begun, and shows on the source what its host says then", () => {
    const world = createWorld();
    const id = create(world);
    world.setAgent(host, "Version_Unsupported");
    assert.equal(criteriaOf(world), "In_Progress");
    world.advance(setUpSeconds);
    assert.deepEqual([stateOf(world, id), criteriaOf(world)], ["Failed", "Incompatible_Host_Agent"]);
  });

  it("keeps a group from being ready, or its import from being set up", () => {
    const world = createWorld();
    world.setAgent(other, "Version_Unsupported");
    assert.equal(groupCriteria(world), "Members_Not_Ready");
    world.setAgent(other, "Running");
    assert.equal(groupCriteria(world), "Ready");
    world.setAgent(other, "Conflict_Detected");
    const { id } = createGroup(world);
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, id), "Failed");
    assert.match(errorOf(world, id), new RegExp(other));
  });

  it("concerns no volume that another host sees, and no copy or cut-over that is under way", () => {
    const { world, id } = copying();
    world.setAgent(host, "Conflict_Detected");
    world.advance(copySeconds);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed");
    const { id: parent } = createGroup(world);
    world.advance(setUpSeconds);
    assert.equal(stateOf(world, parent), "In_Progress");
    assert.equal(world.row("volume_group", String(session(world, parent).destination_resource_id))?.is_importing, true);
  });

  it("leaves its volumes to be seen by another host when its own is deleted", () => {
    const world = createWorld();
    world.setAgent(host, "Version_Unsupported");
    call(world, "DELETE /import_host_system/{id}", host);
    assert.equal(criteriaOf(world), "Host_Not_Added");
  });
});

describe("a host whose agent does not answer", () => {
  it("cannot be led back to the source: a cancel leaves something to be cleaned up [API cancel]", () => {
    const { world, id } = copying();
    world.setAgent(host, "Unknown");
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cleanup_Required");
    assert.match(errorOf(world, id), new RegExp(`the agent of import host system ${host} does not answer`));
    act(world, "cleanup", id);
    world.advance(20);
    assert.deepEqual([stateOf(world, id), criteriaOf(world)], ["Cancelled", "Ready"]);
  });

  it("is given up by a cancel with force, which leaves its trace on host and source [API cancel]", () => {
    const { world, id } = copying();
    world.setAgent(host, "Unknown");
    act(world, "cancel", id, { force: true });
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    const [seen] = rowOf(world, "import_unity_volume", volume).host_volume_ids as readonly string[];
    assert.equal(rowOf(world, "import_host_volume", seen ?? "").import_state, "Cancel_Forced");
    assert.equal(rowOf(world, "import_unity_volume", volume).migration_state, "Source_Migration_Aborted");
  });

  it("keeps the array from taking a copy back that fails [GUIDE 66]", () => {
    const { world, id } = copying();
    world.setAgent(host, "Unknown");
    world.failCopyAt(id, 0);
    assert.equal(stateOf(world, id), "Cleanup_Required");
  });

  it("has no part in an Agentless cancel, in one with nothing to roll back, or where it answers and does not run", () => {
    const world = createWorld({ setUpSeconds: 0, cancelSeconds: 0 });
    const without = create(world, { name: "agentless", ...agentless });
    const scheduled = create(world, {
      name: "scheduled",
      source_resource_id: "unity-01-vol-02",
      scheduled_timestamp: "2026-02-01T00:00:00Z",
    });
    const running = create(world, { name: "running", source_resource_id: "unity-01-vol-03" });
    world.setAgent(host, "Unknown");
    for (const id of [without, scheduled]) act(world, "cancel", id);
    world.setAgent(host, "Conflict_Detected");
    act(world, "cancel", running);
    for (const id of [without, scheduled, running]) assert.equal(stateOf(world, id), "Cancelled");
  });
});
