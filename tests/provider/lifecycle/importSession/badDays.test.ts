import assert from "node:assert/strict";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import { WrongClusterError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("Bad days of one import", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const world = () => stage.simulator.world;
  const id = () => stage.recorded?.id ?? "";

  describe("when the record is gone", () => {
    it("of a session seen completed, it stays in the stack", async () => {
      await stage.up({ ...volume, waitFor: "Import_Completed", automaticCutover: true });
      world().purgeSession(id());
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(stage.recorded?.outputs.state, "Import_Completed");
      assert.match(stage.warnings.join(), /completed and its record is gone/);
    });

    it("of a session that completed unseen, the source tells, and nothing is imported again", async () => {
      const program = { ...volume, automaticCutover: true };
      await stage.up(program);
      stage.simulator.advance(48 * 3600);
      world().purgeSession(id());
      stage.simulator.clearJournal();
      await stage.refresh();
      assert.equal(stage.recorded?.outputs.state, "Import_Completed");
      assert.equal(await stage.up(program), "unchanged");
      assert.deepEqual(stage.changes(), []);
    });

    it("of a session that was cut over unseen, whose volume somebody deleted since, nobody can tell whose import the source means: never a second one", async () => {
      const program = { ...volume, automaticCutover: true };
      await stage.up(program);
      stage.simulator.advance(48 * 3600);
      world().purgeSession(id());
      const destination = stage.recorded?.outputs.destinationResourceId ?? "";
      world().operations["DELETE /volume/{id}"]?.({ id: destination, body: {} });
      assert.equal(world().row("volume", destination), undefined);
      const before = stage.changes();
      await stage.refresh();
      assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
      assert.match(stage.warnings.join(), /nothing proves whether it was completed: .* is gone, .* says Imported/);
      assert.equal(await stage.up(program), "unchanged");
      assert.deepEqual(stage.changes(), before);
    });

    it("of a session that was cancelled and removed by hand, the resource is gone, and the next up imports again", async () => {
      await stage.up(volume);
      world().purgeSession(id());
      assert.equal(await stage.refresh(), "gone");
      assert.equal(await stage.up(volume), "created");
    });

    it("in the middle of a night's up, a completed one is recorded as done", async () => {
      const program = { ...volume, automaticCutover: true, waitFor: "Import_Completed" };
      stage.timeoutSeconds = 60;
      await assert.rejects(stage.up(program), /still Copy_In_Progress/);
      stage.simulator.advance(48 * 3600);
      world().purgeSession(id());
      assert.equal(await stage.up(program), "updated");
      assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    });

    it("in the middle of a night's up, a deleted one is an error that says what to run", async () => {
      await stage.up({ ...volume, advanceTo: "Import_Completed" });
      world().purgeSession(id());
      await assert.rejects(
        stage.up({ ...volume, advanceTo: "Import_Completed" }),
        /was deleted on the array.*pulumi refresh/s,
      );
    });
  });

  describe("when one 404 lies", () => {
    const lie = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

    it("nothing is concluded from it: the list of sessions still has the session", async () => {
      await stage.up(volume);
      stage.simulator.setFaults([{ operation: "GET /import_session/{id}", effect: lie }]);
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    });

    it("a destroy still cancels, and looks again when the record cannot be deleted", async () => {
      await stage.up(volume);
      stage.simulator.setFaults([
        { operation: "GET /import_session/{id}", effect: lie },
        { operation: "DELETE /import_session/{id}", effect: lie },
      ]);
      await stage.destroy();
      assert.deepEqual(world().rows("import_session"), []);
    });
  });

  describe("when it failed", () => {
    it("keeps the id and the array's own words, then is replaced and imports from 0", async () => {
      await stage.up(volume);
      world().failSession(id(), { state: "Failed", code: "0xE0FF00000001", message: "The source went away." });
      const failed = id();
      await stage.refresh();
      assert.equal(stage.recorded?.outputs.error?.message, "The source went away.");
      assert.equal(await stage.up(volume), "replaced");
      assert.notEqual(id(), failed);
      assert.match(stage.warnings.join(), /failed.*The source went away.*from 0/s);
    });

    it("ends a wait at once", async () => {
      const program = { ...volume, waitFor: "Ready_For_Cutover" };
      stage.timeoutSeconds = 60;
      await assert.rejects(stage.up(program), /still Copy_In_Progress/);
      world().failSession(id(), { state: "Failed", message: "No path." });
      const before = stage.simulator.now();
      stage.timeoutSeconds = 3600;
      await assert.rejects(stage.up(program), /is Failed: the array says "No path\."/);
      assert.equal(stage.simulator.now(), before);
    });
  });

  describe("when somebody else cancelled it", () => {
    beforeEach(async () => {
      await stage.up(volume);
      world().operations["POST /import_session/{id}/cancel"]?.({ id: id(), body: {} });
      stage.simulator.advance(600);
      await stage.refresh();
    });

    it("up is an error that names the ways on, and starts nothing", async () => {
      stage.simulator.clearJournal();
      await assert.rejects(stage.up(volume), /was Cancelled on the array.*pulumi up --replace.*take the resource out/s);
      assert.deepEqual(stage.changes(), []);
    });

    it("destroy removes the record", async () => {
      await stage.destroy();
      assert.equal(world().rows("import_session")?.length, 0);
    });
  });

  it("does not replace on a decision that the array has overtaken", async () => {
    const scheduled = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(scheduled);
    const before = id();
    // The session starts to copy between the diff and the delete: the second read of the session happens in the delete.
    const { reads } = sessionsOn(stage.array);
    const live = reads.live.bind(reads);
    let count = 0;
    reads.live = async (...args) => {
      if (++count === 2) stage.simulator.advance(90 * 24 * 3600);
      return live(...args);
    };
    await assert.rejects(
      stage.up({ ...scheduled, automaticCutover: true }),
      /was Scheduled when the replacement was planned and is Ready_For_Cutover now/,
    );
    assert.equal(stage.session(before).state, "Ready_For_Cutover");
  });

  it("deletes without a second thought what a first diff of the run wanted to replace and a later one did not", async () => {
    const scheduled = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(scheduled);
    await stage.replace({ ...scheduled, automaticCutover: true }, ["diff"]);
    await stage.replace(scheduled, ["diff"]);
    stage.simulator.advance(90 * 24 * 3600);
    await stage.destroy();
    assert.equal(world().rows("import_session")?.length, 0);
  });

  it("gives up a delete that does not end after half an hour, where customTimeouts say nothing", async () => {
    await stage.close();
    stage = await openStage({ cancelSeconds: 24 * 3600 });
    await stage.up(volume);
    const begun = stage.simulator.now();
    await assert.rejects(stage.destroy(), /still Cancel_In_Progress.* after 30 min/);
    const minutes = (stage.simulator.now() - begun) / 60_000;
    assert.ok(minutes > 29 && minutes < 31, `${minutes} min`);
  });

  it("records nothing of a program that the array cannot follow, even where the state did not know what is there", async () => {
    const scheduled = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 50, effect: { status: 500 } }]);
    await assert.rejects(stage.up(scheduled), /The session is kept/);
    stage.simulator.clearFaults();
    await assert.rejects(stage.up(volume), /scheduledTimestamp is gone from the program/);
    assert.equal(stage.recorded?.inputs.scheduledTimestamp, scheduled.scheduledTimestamp);
  });

  it("takes another cluster behind the endpoint for an error, never for gone", async () => {
    await stage.up(volume);
    const other = await openStage();
    const snapshot = JSON.parse(JSON.stringify(other.simulator.snapshot()).replaceAll("PS0000000001", "PS0000000002"));
    other.simulator.restore(snapshot);
    other.recorded = stage.recorded;
    other.simulator.clearJournal();
    await assert.rejects(other.refresh(), WrongClusterError);
    await assert.rejects(other.destroy(), WrongClusterError);
    await assert.rejects(other.up({ ...volume, paused: true }), WrongClusterError);
    await assert.rejects(other.up({ ...volume, automaticCutover: true }), WrongClusterError);
    assert.match(
      other.warnings.join("\n"),
      /^comparing .*it belongs to cluster PS0000000001, but .*$/,
      "one warning: what diff refuses",
    );
    assert.deepEqual(other.changes(), []);
    await other.close();
  });

  it("shows by id where a session imports from when its name means another array now", async () => {
    await stage.up({ ...volume, remoteSystemId: "name:Unity-01" });
    const rename = (id: string, name: string) =>
      world().operations["PATCH /remote_system/{id}"]?.({ id, body: { name } });
    rename("rs-unity-01", "Unity-old");
    rename("rs-xtremio-01", "Unity-01");
    stage.restart();
    assert.equal(await stage.refresh(), "changed");
    assert.equal(stage.recorded?.outputs.remoteSystemId, "rs-unity-01");
  });

  it("keeps a user's reference by name, and takes the id of the same thing for no change of the array", async () => {
    await stage.up({ ...volume, remoteSystemId: "name:Unity-01" });
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(stage.recorded?.outputs.remoteSystemId, "name:Unity-01");
    stage.simulator.clearJournal();
    assert.equal(await stage.up(volume), "updated");
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.recorded?.outputs.remoteSystemId, volume.remoteSystemId);
  });

  it("takes a name that no longer resolves for an error, never for a replacement", async () => {
    await stage.up(volume);
    stage.simulator.clearJournal();
    await assert.rejects(stage.up({ ...volume, remoteSystemId: "name:Nowhere" }), /no remote_system has this name/);
    assert.deepEqual(stage.changes(), []);
  });

  it("finishes a replacement that deleted and did not create, although the recorded source array was renamed meanwhile", async () => {
    const scheduled = { ...volume, remoteSystemId: "name:Unity-01", scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(scheduled);
    world().purgeSession(id());
    world().operations["PATCH /remote_system/{id}"]?.({ id: "rs-unity-01", body: { name: "Unity-new" } });
    stage.restart();
    assert.equal(await stage.up({ ...scheduled, remoteSystemId: "name:Unity-new" }), "replaced");
    assert.equal(stage.session().state, "Scheduled");
  });

  it("says that the array cannot rename, and records the new name without a call", async () => {
    await stage.up(volume);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...volume, name: "other", description: "new" }), "updated");
    assert.match(stage.warnings.join(), /cannot change the name and description/);
    assert.deepEqual(stage.simulator.journal().entries, []);
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("records a create-only change of a completed session with a warning, for good", async () => {
    await stage.up({ ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
    const program = { ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed", automaticCutover: true };
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "updated");
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(await stage.up(program), "unchanged");
  });

  it("imports a new source after completion by deleting only the record; the old volume stays", async () => {
    await stage.up({ ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
    const destination = String(stage.session().destination_resource_id);
    assert.equal(await stage.up(readyVolume(stage.simulator, 0)), "replaced");
    assert.ok(world().row("volume", destination));
  });

  it("goes on at the next up after a time-out, from what it then observes", async () => {
    stage.timeoutSeconds = 5;
    await assert.rejects(stage.up(volume), /still In_Progress after 5 s/);
    stage.timeoutSeconds = undefined;
    assert.equal(await stage.up(volume), "updated");
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    assert.equal(await stage.up(volume), "unchanged");
  });

  it("goes on after a time-out also when a refresh came between, which clears the engine's mark", async () => {
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up({ ...volume, waitFor: "Ready_For_Cutover" }));
    await stage.refresh();
    stage.timeoutSeconds = undefined;
    assert.equal(await stage.up({ ...volume, waitFor: "Ready_For_Cutover" }), "updated");
    assert.equal(stage.recorded?.outputs.state, "Ready_For_Cutover");
  });

  it("a cancel that the array keeps refusing is an error that names the way by force, unless it was forced", async () => {
    await stage.up(volume);
    const refusal = { status: 422, code: "0xE0FF00000422", message: "The hosts do not answer." };
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect: refusal }]);
    const way = /POWERSTORE_IMPORT_FORCE_CANCEL=true cancels it without rolling back/;
    await assert.rejects(
      stage.destroy(),
      (error: Error) => /hosts do not answer/.test(error.message) && way.test(error.message),
    );
    stage.settings = { ...stage.settings, forceCancel: true };
    await assert.rejects(stage.destroy(), (error: Error) => !way.test(error.message));
    assert.ok(stage.recorded);
  });
});
