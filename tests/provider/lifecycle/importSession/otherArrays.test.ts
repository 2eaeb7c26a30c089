import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

/** Answers that no document promises or rules out. */
describe("On an array that shows something else than expected,", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  it("a finished session that lost its remote system can still be refreshed and deleted", async () => {
    const program = { ...volume, automaticCutover: true, waitFor: "Import_Completed" };
    await stage.up(program);
    const row = { ...stage.session(), remote_system_id: null, source_resource_id: null };
    stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 99, effect: { body: row } }]);
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(await stage.up(program), "unchanged");
    stage.restart();
    await stage.destroy();
    assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
  });

  const options: [name: string, wire: string, given: string | boolean, shown: string | null, reason: string][] = [
    ["globalStorageDiscoveryAddress", "global_storage_discovery_address", "", "10.0.0.9", "a default of the array"],
    ["globalStorageDiscoveryAddress", "global_storage_discovery_address", "10.0.0.9", null, "an array that hides it"],
    ["volumeGroupId", "volume_group_id", "", "vg-9", "a group that the array made itself"],
    ["automaticCutover", "automatic_cutover", true, null, "an array that hides it"],
  ];
  for (const [name, wire, given, shown, reason] of options) {
    it(`${name} "${given}" that the array shows as ${shown} is no drift, and locks nothing: ${reason}`, async () => {
      const program = { ...volume, waitFor: "None", ...(given && { [name]: given }) };
      await stage.up(program);
      stage.restart();
      const row = { ...stage.session(), [wire]: shown };
      stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 99, effect: { body: row } }]);
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(program), "unchanged");
    });
  }

  it("a record that is purged as soon as its import is completed ends the wait of an update well", async () => {
    const program = { ...volume, automaticCutover: true, waitFor: "Import_Completed" };
    await stage.up({ ...program, waitFor: "Started" });
    const advance = stage.simulator.advance.bind(stage.simulator);
    stage.simulator.advance = (seconds) => {
      advance(seconds);
      const done = stage.simulator.world.rows("import_session")?.find((row) => row.state === "Import_Completed");
      if (done) stage.simulator.world.purgeSession(done.id);
    };
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.match(stage.warnings.join(), /was completed and its record is gone/);
  });

  for (const [when, copying] of [
    ["before the first look", false],
    ["while a delete waits for the end of set-up", true],
  ] as const) {
    it(`an address that leads to another cluster ${when} makes no session gone: its copy would go on with nobody to know of it`, async () => {
      stage.timeoutSeconds = copying ? 0.5 : undefined;
      await stage.up(volume).catch(() => undefined);
      stage.timeoutSeconds = undefined;
      const { recorded } = stage;
      const json = { headers: new Headers({ "content-type": "application/json" }) };
      let looks = copying ? 2 : 1;
      stage.restart();
      stage.between = async (request, pass) => {
        const { pathname } = new URL(request.url);
        if (pathname.includes("/import_session") || pathname.endsWith("/cluster")) looks--;
        if (looks >= 0) return pass(request);
        if (pathname.endsWith("/cluster")) return { ...json, status: 200, text: '[{"id":"0","global_id":"another"}]' };
        if (pathname.endsWith("/import_session")) return { ...json, status: 200, text: "[]" };
        return { ...json, status: 404, text: '{"messages":[{"message_l10n":"There is no such session."}]}' };
      };
      await assert.rejects(stage.destroy(), /belongs to cluster .*, but .* is cluster another/);
      assert.deepEqual(stage.recorded, recorded);
    });
  }

  it("an action that is answered with 404 for good does not make a session that is shown a completed one", async () => {
    await stage.up(volume);
    const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };
    stage.simulator.setFaults([{ operation: "POST /import_session/{id}/pause", times: 99, effect: notFound }]);
    await assert.rejects(stage.up({ ...volume, paused: true }), /pausing import session .* The session is kept/s);
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
  });
});
