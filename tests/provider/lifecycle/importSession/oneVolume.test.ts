import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("The life of one Non_Disruptive import", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  it("copies after an up, with one POST and the generated name", async () => {
    assert.equal(await stage.up(volume), "created");
    assert.equal(stage.session().state, "Copy_In_Progress");
    assert.match(String(stage.session().name), /^db-01-[0-9a-f]{8}$/);
    assert.deepEqual(stage.changes().length, 1);
  });

  it("changes nothing when nothing changed", async () => {
    await stage.up(volume);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(volume), "unchanged");
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("pauses with exactly one POST and resumes with exactly one", async () => {
    await stage.up(volume);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...volume, paused: true }), "updated");
    assert.equal(stage.session().state, "Paused");
    assert.deepEqual(stage.changes(), ["POST /import_session/{id}/pause"]);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...volume, paused: false }), "updated");
    assert.equal(stage.session().state, "Copy_In_Progress");
    assert.deepEqual(stage.changes(), ["POST /import_session/{id}/resume"]);
  });

  it("creates a session that is to be paused: copies, then pauses", async () => {
    await stage.up({ ...volume, paused: true });
    assert.equal(stage.session().state, "Paused");
    assert.equal(stage.recorded?.outputs.state, "Paused");
    assert.equal(await stage.up({ ...volume, paused: true }), "unchanged");
  });

  it("waits through the copy, cuts over and is finished for ever", async () => {
    const program = { ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up(program);
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.deepEqual(stage.changes().slice(1), ["POST /import_session/{id}/cutover"]);
    assert.equal(await stage.up(program), "unchanged");
  });

  it("is driven to its cut-over by nightly ups that wait for Started only", async () => {
    const program = { ...volume, advanceTo: "Import_Completed" };
    await stage.up(program);
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    stage.simulator.advance(24 * 3600);
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.equal(await stage.up(program), "unchanged");
  });

  it("is cut over by the array itself when that is wanted", async () => {
    await stage.up({ ...volume, automaticCutover: true, waitFor: "Import_Completed" });
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.equal(stage.changes().length, 1);
  });

  it("never cuts over without being asked", async () => {
    await stage.up({ ...volume, waitFor: "Ready_For_Cutover" });
    stage.simulator.advance(30 * 24 * 3600);
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(await stage.up({ ...volume, waitFor: "Ready_For_Cutover" }), "unchanged");
    assert.equal(stage.session().state, "Ready_For_Cutover");
  });

  it("shows a pause pressed in the GUI as drift, and up resumes it", async () => {
    await stage.up(volume);
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: stage.recorded?.id ?? "", body: {} });
    assert.equal(await stage.refresh(), "changed");
    assert.equal(await stage.up(volume), "updated");
    assert.equal(stage.session().state, "Copy_In_Progress");
  });

  it("shows a resume pressed in the GUI as drift, and up pauses it again", async () => {
    await stage.up({ ...volume, paused: true });
    stage.simulator.world.operations["POST /import_session/{id}/resume"]?.({ id: stage.recorded?.id ?? "", body: {} });
    assert.equal(await stage.refresh(), "changed");
    assert.equal(stage.recorded?.inputs.paused, false);
    assert.equal(await stage.up({ ...volume, paused: true }), "updated");
    assert.equal(stage.session().state, "Paused");
  });

  it("keeps what the program alone decides in a refresh", async () => {
    const decided = { waitFor: "None", forceCancel: true, hostsOnSource: true } as const;
    await stage.up({ ...volume, ...decided });
    stage.simulator.advance(60);
    await stage.refresh();
    const { waitFor, forceCancel, hostsOnSource } = stage.recorded?.inputs ?? {};
    assert.deepEqual({ waitFor, forceCancel, hostsOnSource }, decided);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...volume, ...decided }), "unchanged");
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("is imported into a stack with what a program decides by saying nothing, which then changes nothing", async () => {
    const program = { ...volume, name: "chosen" };
    await stage.up(program);
    const id = stage.recorded?.id ?? "";
    stage.forget();
    await stage.import(id);
    const { waitFor, forceCancel, hostsOnSource } = stage.recorded?.inputs ?? {};
    assert.deepEqual([waitFor, forceCancel, hostsOnSource], ["Started", false, false]);
    assert.equal(await stage.up(program), "unchanged");
  });

  it("says that there is nothing left to pause, makes no call, and does not say it for ever", async () => {
    await stage.up({ ...volume, waitFor: "Ready_For_Cutover" });
    stage.simulator.clearJournal();
    await stage.up({ ...volume, paused: true });
    assert.match(stage.warnings.join(), /nothing is left to pause/);
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.up({ ...volume, paused: true }), "unchanged");
  });

  describe("deleted", () => {
    for (const force of [false, true]) {
      it(`while copying cancels once with force ${force}, waits and removes the record`, async () => {
        await stage.up({ ...volume, forceCancel: force });
        stage.simulator.clearJournal();
        const id = stage.recorded?.id ?? "";
        await stage.destroy();
        assert.deepEqual(stage.changes(), [
          `POST /import_session/{id}/cancel {"force":${force}}`,
          "DELETE /import_session/{id}",
        ]);
        assert.equal(stage.simulator.world.row("import_session", id), undefined);
      });
    }

    it("is forced by the setting of one run, without an up", async () => {
      await stage.up(volume);
      stage.simulator.clearJournal();
      stage.settings = { forceCancel: true, hostsOnSource: false };
      await stage.destroy();
      assert.equal(stage.changes()[0], 'POST /import_session/{id}/cancel {"force":true}');
    });

    it("takes the force flag of an up that changed nothing else, which asks the array nothing", async () => {
      await stage.up(volume);
      stage.simulator.clearJournal();
      assert.equal(await stage.up({ ...volume, forceCancel: true }), "updated");
      assert.deepEqual(stage.simulator.journal().entries, []);
      await stage.destroy();
      assert.equal(stage.changes()[0], 'POST /import_session/{id}/cancel {"force":true}');
    });

    it("is forced as the program has confirmed, whatever was refreshed since: the array shows nothing of that", async () => {
      await stage.up({ ...volume, forceCancel: true });
      assert.equal(await stage.refresh(), "unchanged");
      stage.simulator.clearJournal();
      await stage.destroy();
      assert.equal(stage.changes()[0], 'POST /import_session/{id}/cancel {"force":true}');
    });

    it("is done when the session is gone already", async () => {
      await stage.up(volume);
      stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
      stage.simulator.clearJournal();
      await stage.destroy();
      assert.deepEqual(stage.changes(), []);
    });

    it("after its completion only removes the record and says that the volume stays", async () => {
      await stage.up({ ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
      const destination = String(stage.session().destination_resource_id);
      stage.simulator.clearJournal();
      await stage.destroy();
      assert.deepEqual(stage.changes(), ["DELETE /import_session/{id}"]);
      assert.ok(stage.simulator.world.row("volume", destination));
      assert.match(stage.warnings.join(), /volume .* stays on the array/);
    });

    it("works with force when the source does not answer, and asks nothing of it", async () => {
      await stage.up({ ...volume, forceCancel: true });
      stage.simulator.world.setReachable(volume.remoteSystemId, false);
      stage.simulator.clearJournal();
      await stage.destroy();
      const asked = stage.simulator.journal().entries.map((entry) => entry.path.split("?")[0] ?? "");
      assert.deepEqual(
        asked.filter((path) => /remote_system|import_unity/.test(path)),
        [],
      );
    });
  });

  describe("scheduled", () => {
    const soon = "2026-03-01T00:00:00Z";

    it("waits until its time and may be moved", async () => {
      await stage.up({ ...volume, scheduledTimestamp: soon });
      assert.equal(stage.session().state, "Scheduled");
      stage.simulator.clearJournal();
      await stage.up({ ...volume, scheduledTimestamp: "2026-03-02T01:00:00+01:00" });
      assert.deepEqual(
        stage.changes().map((change) => change.split(" ")[0]),
        ["PATCH"],
      );
      assert.equal(Date.parse(String(stage.session().scheduled_timestamp)), Date.parse("2026-03-02T00:00:00Z"));
    });

    it("keeps the user's spelling of its time, and another spelling is no change on the array", async () => {
      await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T01:00:00+01:00" });
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(stage.recorded?.outputs.scheduledTimestamp, "2026-03-01T01:00:00+01:00");
    });

    it("refuses to lose its time, and keeps what it had", async () => {
      await stage.up({ ...volume, scheduledTimestamp: soon });
      await assert.rejects(stage.up(volume), /no "start now"/);
      assert.equal(stage.recorded?.outputs.scheduledTimestamp, soon);
    });

    it("is replaced, deleting first, when a create-only input changes", async () => {
      await stage.up({ ...volume, scheduledTimestamp: soon });
      const before = stage.recorded?.id;
      stage.simulator.clearJournal();
      assert.equal(await stage.up({ ...volume, scheduledTimestamp: soon, automaticCutover: true }), "replaced");
      assert.notEqual(stage.recorded?.id, before);
      assert.deepEqual(
        stage.changes().map((change) => change.split(" ").slice(0, 2).join(" ")),
        ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}", "POST /import_session"],
      );
    });
  });

  it("refuses to replace a copy, naming property, session, state and percent, and leaves it alone", async () => {
    await stage.up(volume);
    stage.simulator.advance(600);
    stage.simulator.clearJournal();
    await assert.rejects(
      stage.up({ ...volume, automaticCutover: true }),
      /"db-01-[0-9a-f]{8}" \(.+\) on https:.* is Copy_In_Progress \(\d+ %\): changing automaticCutover/,
    );
    assert.deepEqual(stage.changes(), []);
  });
});
