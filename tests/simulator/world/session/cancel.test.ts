import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { act, create, rowOf, session, setUpSeconds, stateOf } from "../fixtures";

function copying() {
  const world = createWorld();
  const id = create(world);
  world.advance(setUpSeconds + 100);
  return { world, id };
}

function errorText(world: ReturnType<typeof createWorld>, id: string): string {
  return (session(world, id).error as { message_l10n: string }).message_l10n;
}

describe("cancelling an import", () => {
  it("rolls back, which takes its time", () => {
    const { world, id } = copying();
    act(world, "cancel", id);
    assert.equal(stateOf(world, id), "Cancel_In_Progress");
    world.advance(14);
    assert.equal(stateOf(world, id), "Cancel_In_Progress");
    world.advance(1);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.equal(session(world, id).error, null);
  });

  it("without force needs the source: otherwise somebody has to clean up", () => {
    const { world, id } = copying();
    world.setReachable("rs-unity-01", false);
    assert.equal(stateOf(world, id), "Copy_In_Progress", "data takes another path than management");
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cleanup_Required");
    assert.match(errorText(world, id), /rs-unity-01 cannot be reached/);
    assert.equal(world.rows("volume")?.length, 1);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-01").importable_criteria, "In_Progress");
  });

  it("with force ends without a roll-back where the source does not answer, and leaves its trace there", () => {
    const { world, id } = copying();
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id, { force: true });
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
    const source = rowOf(world, "import_unity_volume", "unity-01-vol-01");
    assert.equal(source.importable_criteria, "Ready");
    assert.equal(source.migration_state, "Source_Migration_Aborted");
  });

  it("with force still rolls back where the source answers [API cancel]", () => {
    const { world, id } = copying();
    act(world, "cancel", id, { force: true });
    world.advance(15);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-01").migration_state, "Normal");
  });

  it("decides at the end: a source that is back in time is rolled back", () => {
    const { world, id } = copying();
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id);
    world.advance(10);
    world.setReachable("rs-unity-01", true);
    world.advance(5);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("needs no source while there is nothing to roll back", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-03-01T00:00:00Z" });
    world.setReachable("rs-unity-01", false);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("only asks the array that the source is on", () => {
    const { world, id } = copying();
    world.setReachable("rs-xtremio-01", false);
    act(world, "cancel", id);
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
  });

  it("is not undone by its schedule", () => {
    const world = createWorld();
    const id = create(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    act(world, "cancel", id);
    world.advance(7200);
    assert.equal(stateOf(world, id), "Cancelled");
  });
});

describe("cleaning up", () => {
  it("ends as Cancelled where the source is back", () => {
    const { world, id } = copying();
    world.failSession(id, { state: "Cleanup_Required" });
    act(world, "cleanup", id);
    assert.equal(stateOf(world, id), "Cleanup_In_Progress");
    world.advance(20);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-01").importable_criteria, "Ready");
  });

  it("fails where the source is still away", () => {
    const { world, id } = copying();
    world.setReachable("rs-unity-01", false);
    world.failSession(id, { state: "Cleanup_Required" });
    act(world, "cleanup", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Cleanup_Failed");
    assert.match(errorText(world, id), /Cleaning up failed/);
  });
});
