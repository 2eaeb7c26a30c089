import assert from "node:assert/strict";
import { createWorld } from "../../../simulator/src/world";
import { act, create, rowOf, session, setUpSeconds, stateOf } from "./fixtures";

describe("what administrators and trouble do to the array", () => {
  it("shows a source that cannot be reached on its remote system", () => {
    const world = createWorld();
    world.setReachable("rs-unity-01", false);
    assert.equal(rowOf(world, "remote_system", "rs-unity-01").state, "Management_Connection_Lost");
    assert.equal(rowOf(world, "remote_system", "rs-xtremio-01").state, "OK");
    world.setReachable("rs-unity-01", true);
    assert.equal(rowOf(world, "remote_system", "rs-unity-01").state, "OK");
  });

  it("lets a session fail with an error that can be chosen", () => {
    const world = createWorld();
    const id = create(world);
    world.failSession(id, { state: "Failed", code: "0xE0FF0004ABCD", message: "Disk 7 is broken." });
    const { state, error } = session(world, id);
    assert.equal(state, "Failed");
    assert.deepEqual(error, { code: "0xE0FF0004ABCD", message_l10n: "Disk 7 is broken.", arguments: ["Failed"] });
  });

  it("lets a session vanish in the middle as if it had been cancelled and deleted", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds);
    world.purgeSession(id);
    assert.equal(world.row("import_session", id), undefined);
    assert.equal(world.rowByName("import_session", "import-1"), undefined);
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-01").importable_criteria, "Ready");
    world.advance(1e6);
    assert.deepEqual(world.rows("import_session"), []);
  });

  it("lets a finished session vanish without touching what it imported", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Import_Completed");
    world.purgeSession(id);
    assert.equal(world.rows("volume")?.length, 1);
    assert.equal(rowOf(world, "import_unity_volume", "unity-01-vol-01").importable_criteria, "Imported");
  });

  it("restarts the timer of a state that is forced", () => {
    const world = createWorld();
    const id = create(world);
    world.advance(setUpSeconds - 1);
    world.forceState(id, "In_Progress");
    world.advance(setUpSeconds - 1);
    assert.equal(stateOf(world, id), "In_Progress");
    world.advance(1);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
  });

  it("keeps a session Queued that is forced to be, until the queue moves", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Queued");
    world.advance(1e6);
    assert.equal(stateOf(world, id), "Queued");
    create(world, { name: "other", source_resource_id: "unity-01-vol-02" });
    assert.equal(stateOf(world, id), "In_Progress");
  });

  it("brings a forced state's surroundings along: destination, source, progress and error", () => {
    const world = createWorld();
    const id = create(world);
    world.forceState(id, "Ready_For_Cutover");
    assert.equal(session(world, id).progress_percentage, 100);
    assert.equal(world.rows("volume")?.length, 1);
    world.forceState(id, "Cleanup_Required");
    assert.match((session(world, id).error as { code: string }).code, /^0xE0FF0004/);
    world.forceState(id, "Copy_In_Progress");
    assert.equal(session(world, id).error, null);
    assert.equal(session(world, id).progress_percentage, 0);
    world.forceState(id, "Scheduled");
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(session(world, id).scheduled_timestamp, "2026-01-02T00:00:00.000+00:00");
  });

  const schedules = [
    { had: "2026-05-01T00:00:00.000+00:00", has: "2026-05-01T00:00:00.000+00:00", reason: "it is still to come" },
    { had: "2026-01-01T01:00:00.000+00:00", has: "2026-01-02T01:00:00.000+00:00", reason: "it is now, and so over" },
    { had: "2025-05-01T00:00:00.000+00:00", has: "2026-01-02T01:00:00.000+00:00", reason: "it is over" },
    { had: undefined, has: "2026-01-02T01:00:00.000+00:00", reason: "it had none" },
  ];
  for (const { had, has, reason } of schedules) {
    it(`schedules a session by force for ${has} that had been for ${had ?? "at once"}: ${reason}`, () => {
      const world = createWorld();
      const id = create(world, { ...(had !== undefined && { scheduled_timestamp: had }) });
      world.forceState(id, "Failed");
      world.advance(3600);
      world.forceState(id, "Scheduled");
      assert.equal(session(world, id).scheduled_timestamp, has);
      world.advance((Date.parse(has) - world.now()) / 1000 - 1);
      assert.equal(stateOf(world, id), "Scheduled");
      world.advance(1);
      assert.equal(stateOf(world, id), "In_Progress");
    });
  }

  it("does not bring a dead session back whose source has a new one", () => {
    const world = createWorld();
    const dead = create(world);
    world.failSession(dead, { state: "Failed" });
    const message = new RegExp(create(world, { name: "new" }));
    assert.throws(() => world.forceState(dead, "Copy_In_Progress"), { name: "RangeError", message });
    assert.equal(stateOf(world, dead), "Failed");
  });

  it("refuses what makes no sense", () => {
    const world = createWorld();
    const id = create(world);
    const senseless: [string, () => void][] = [
      ["a session that is not there", () => world.purgeSession("session-000009")],
      ["a remote system that is not there", () => world.setReachable("rs-9", true)],
      ["a percentage above 100", () => world.failCopyAt(id, 101)],
      ["a factor of 0", () => world.slowCopy(id, 0)],
      ["a state that is no fault", () => world.failSession(id, { state: "Paused" as "Failed" })],
      ["Cancel_Required, for it is Agentless only", () => world.failSession(id, { state: "Cancel_Required" })],
      ["a state that does not exist", () => world.forceState(id, "Nowhere" as "Failed")],
      ["the name of an inherited property", () => world.forceState(id, "toString" as "Failed")],
    ];
    const before = world.snapshot();
    for (const [what, work] of senseless) assert.throws(work, RangeError, what);
    assert.deepEqual(world.snapshot(), before);
  });

  it("ends with reset: the world is as it was made", () => {
    const world = createWorld();
    const made = world.snapshot();
    const first = create(world, { scheduled_timestamp: "2026-05-01T00:00:00Z" });
    act(world, "cancel", first);
    world.setReachable("rs-unity-01", false);
    world.advance(5);
    world.reset();
    assert.deepEqual(world.snapshot(), made);
    assert.equal(create(world), first);
  });
});
