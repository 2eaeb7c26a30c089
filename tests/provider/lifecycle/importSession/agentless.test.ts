import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const volume = {
  remoteSystemId: "name:XtremIO-01",
  sourceResourceId: "xtremio-01-vol-01",
  type: "Agentless",
  hostIds: ["host-01"],
};

describe("The life of one Agentless import", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("is said each time which state comes first, also while the hosts are said to be on the source", async () => {
    const program = { ...volume, advanceTo: "Import_Completed", waitFor: "Ready_For_Cutover", hostsOnSource: true };
    for (const _ of [1, 2]) await assert.rejects(stage.up(program), /set advanceTo to "Ready_To_Start_Copy"/);
  });

  it("is promised no gate as long as it is not known whether its hosts are on the source", async () => {
    await stage.up(volume);
    stage.infos.splice(0);
    await stage.preview({ ...volume, advanceTo: "Ready_To_Start_Copy", hostsOnSource: UNKNOWN });
    assert.doesNotMatch(stage.infos.join(), /this run will pass the gate/);
    await stage.up({ ...volume, advanceTo: "Ready_To_Start_Copy", hostsOnSource: true });
    assert.equal(stage.session().state, "Mirror_Enabled");
  });

  it("stops at each gate until a program names the state behind it, and passes one gate an up", async () => {
    await stage.up(volume);
    assert.equal(stage.session().state, "Mirror_Enabled");
    assert.match(stage.warnings.join(), /shut the applications down.*set advanceTo to "Ready_To_Start_Copy"/);
    assert.equal(await stage.up(volume), "unchanged");

    await stage.up({ ...volume, advanceTo: "Ready_To_Start_Copy" });
    assert.equal(stage.session().state, "Ready_To_Start_Copy");
    assert.match(stage.warnings.join(), /start the hosts' applications.*set advanceTo to "Ready_For_Cutover"/);

    await stage.up({ ...volume, advanceTo: "Ready_For_Cutover", waitFor: "Ready_For_Cutover" });
    assert.equal(stage.session().state, "Ready_For_Cutover");
    assert.match(
      stage.warnings.join(),
      /check that the hosts' applications run well.*set advanceTo to "Import_Completed"/,
    );

    await stage.up({ ...volume, advanceTo: "Import_Completed" });
    assert.equal(stage.session().state, "Import_Completed");
    assert.deepEqual(
      stage
        .changes()
        .slice(1)
        .map((change) => change.split("/").at(-1)),
      ["enable_destination_volume", "start_copy", "cutover"],
    );
  });

  it("does not jump a gate: says what has to happen on the hosts and which value comes first", async () => {
    await stage.up({ ...volume, advanceTo: "Import_Completed" });
    assert.equal(stage.session().state, "Mirror_Enabled");
    assert.match(stage.warnings.join(), /shut the applications down.*set advanceTo to "Ready_To_Start_Copy"/s);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...volume, advanceTo: "Import_Completed" }), "updated");
    assert.deepEqual(stage.changes(), []);
  });

  it("says in the preview which gate an up will pass, and what has to happen on the hosts before", async () => {
    await stage.up(volume);
    await stage.up({ ...volume, advanceTo: "Ready_To_Start_Copy" });
    assert.match(
      stage.infos.join(),
      /was last seen Mirror_Enabled: this run will pass the gate \(enable_destination_volume\)\. Before that, shut the applications down/,
    );
  });

  it("says at a gate that paused: true passes none, and does not say that it will copy", async () => {
    const program = { ...volume, paused: true, advanceTo: "Ready_To_Start_Copy" };
    for (const outcome of ["created", "updated"]) {
      stage.warnings.length = 0;
      assert.equal(await stage.up(program), outcome);
      assert.equal(stage.session().state, "Mirror_Enabled");
      assert.match(stage.warnings.join(), /waits at Mirror_Enabled; paused: true passes no gate/);
      assert.doesNotMatch(stage.warnings.join(), /it will copy until/);
    }
    await stage.up({ ...program, paused: false });
    await stage.up({ ...volume, advanceTo: "Ready_For_Cutover" });
    stage.simulator.advance(30 * 86_400);
    await stage.refresh();
    stage.warnings.length = 0;
    await stage.up({ ...volume, paused: true, advanceTo: "Import_Completed" });
    assert.equal(stage.session().state, "Ready_For_Cutover");
    assert.match(stage.warnings.join(), /was last seen Ready_For_Cutover; paused: true passes no gate/);
  });

  it("may be cancelled before its hosts use the destination", async () => {
    await stage.up(volume);
    await stage.destroy();
    assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
  });

  describe("whose hosts use the destination", () => {
    beforeEach(async () => {
      await stage.up(volume);
      await stage.up({ ...volume, advanceTo: "Ready_To_Start_Copy" });
      await stage.up({ ...volume, advanceTo: "Ready_For_Cutover" });
      stage.simulator.clearJournal();
    });

    it("is not cancelled until somebody confirms that they use the source", async () => {
      await assert.rejects(stage.destroy(), /takes the destination volume away.*hostsOnSource: true/s);
      assert.deepEqual(stage.changes(), []);
      assert.ok(stage.recorded);
      stage.settings = { forceCancel: false, hostsOnSource: true };
      await stage.destroy();
      assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
    });

    it("is not cancelled either where the array does not show that it is agentless", async () => {
      stage.restart();
      const row = { ...stage.session(), type: null };
      stage.simulator.setFaults([{ operation: "GET /import_session/{id}", times: 9, effect: { body: row } }]);
      await assert.rejects(stage.destroy(), /takes the destination volume away.*hostsOnSource: true/s);
      assert.deepEqual(stage.changes(), []);
    });

    it("is cancelled as the program has confirmed, whatever was refreshed since: the array shows nothing of that", async () => {
      await stage.up({ ...volume, advanceTo: "Ready_For_Cutover", hostsOnSource: true });
      assert.equal(await stage.refresh(), "unchanged");
      await stage.destroy();
      assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
    });

    it("takes the confirmation from an up that asks the array nothing", async () => {
      await stage.up({ ...volume, advanceTo: "Ready_For_Cutover", hostsOnSource: true });
      assert.deepEqual(stage.simulator.journal().entries, []);
      await stage.destroy();
    });

    it("is not cut over by the up that records that they are back, although the program has said before that it may be", async () => {
      const program = { ...volume, advanceTo: "Import_Completed" };
      await stage.up(program);
      stage.simulator.advance(30 * 86_400);
      await assert.rejects(
        stage.destroy(),
        /confirm with hostsOnSource: true \("pulumi up --target <urn>" records it first\)/,
      );
      stage.restart();
      stage.infos.length = 0;
      stage.warnings.length = 0;
      await stage.up({ ...program, hostsOnSource: true });
      assert.equal(stage.session().state, "Ready_For_Cutover", "the hosts are on the source");
      assert.doesNotMatch(stage.infos.join(), /will pass the gate/);
      await stage.refresh();
      assert.equal(await stage.up({ ...program, hostsOnSource: true }), "unchanged", "nothing is left to do");
      assert.match(stage.warnings.join(), /was last seen Ready_For_Cutover; hostsOnSource: true.*passes no gate/);
      await stage.destroy();
      assert.equal(stage.simulator.world.rows("import_session")?.length, 0);
    });

    it("is confirmed beside a change that is refused by what the error says: without the change, or by the replacement's environment", async () => {
      const changed = { ...volume, advanceTo: "Ready_For_Cutover", globalStorageDiscoveryAddress: "10.0.0.5" };
      const replacement = ["check", "delete", "create"] as const;
      await assert.rejects(stage.up(changed), /to cancel it and start again from 0, run "pulumi up --replace <urn>"/);
      await assert.rejects(
        stage.replace(changed, replacement),
        /records it first\), with the other change taken back where one was refused; or, .*, or with the replacement/,
      );
      await assert.rejects(stage.up({ ...changed, hostsOnSource: true }), /Take the change back/);
      assert.equal(stage.recorded?.outputs.hostsOnSource, false);
      await stage.up({ ...volume, advanceTo: "Ready_For_Cutover", hostsOnSource: true });
      assert.equal(stage.recorded?.outputs.hostsOnSource, true);
      await stage.up({ ...volume, advanceTo: "Ready_For_Cutover" });
      stage.settings = { forceCancel: false, hostsOnSource: true };
      await stage.replace(changed, replacement);
      assert.equal(stage.session().state, "Mirror_Enabled", "imported anew");
    });

    it("goes on once the program does not say any more that they are back", async () => {
      const program = { ...volume, advanceTo: "Import_Completed" };
      stage.simulator.advance(30 * 86_400);
      await stage.up({ ...program, hostsOnSource: true, waitFor: "Import_Completed" });
      assert.equal(stage.session().state, "Ready_For_Cutover");
      assert.match(stage.warnings.join(), /waits at Ready_For_Cutover; hostsOnSource: true.*passes no gate/);
      await stage.up({ ...program, waitFor: "Import_Completed" });
      assert.equal(stage.session().state, "Import_Completed");
    });

    it("that ends in Cancel_Required says what to do in every up, and is removed once the hosts are back", async () => {
      stage.simulator.world.failSession(stage.recorded?.id ?? "", {
        state: "Cancel_Required",
        message: "The hosts lost their paths.",
      });
      await stage.refresh();
      const program = { ...volume, advanceTo: "Ready_For_Cutover" };
      for (const _ of [1, 2])
        await assert.rejects(stage.up(program), /Cancel_Required.*lost their paths.*use the source again/s);
      await assert.rejects(stage.destroy(), /POWERSTORE_IMPORT_HOSTS_ON_SOURCE/);
      stage.settings = { forceCancel: false, hostsOnSource: true };
      await stage.destroy();
    });
  });

  it("records hosts that the state lacks, as after an import, and asks the array for nothing", async () => {
    await stage.up(volume);
    assert.ok(stage.recorded);
    const { hostIds, ...outputs } = stage.recorded.outputs;
    stage.recorded = { ...stage.recorded, outputs };
    stage.simulator.clearJournal();
    assert.equal(await stage.up(volume), "updated");
    assert.deepEqual(stage.changes(), []);
    assert.deepEqual(stage.recorded.outputs.hostIds, hostIds);
    assert.match(stage.warnings.join(), /hostIds can be given to the array only when a session is created/);
  });

  it("takes hosts in another order, or by name, for the same hosts", async () => {
    const program = { ...volume, hostIds: ["host-01", "host-02"] };
    await stage.up(program);
    assert.equal(await stage.up({ ...volume, hostIds: ["host-02", "host-01"] }), "unchanged");
    const name = String(stage.simulator.world.row("host", "host-01")?.name);
    assert.equal(await stage.up({ ...volume, hostIds: ["host-02", `name:${name}`] }), "updated");
    for (const hostIds of [["host-03"], ["host-01"], ["host-01", "host-02", "host-03"]])
      await assert.rejects(stage.up({ ...volume, hostIds }), /changing hostIds would throw this import away/);
  });

  describe("whose host was renamed since it was recorded by its name", () => {
    let old: string;
    beforeEach(async () => {
      old = String(stage.simulator.world.row("host", "host-01")?.name);
      await stage.up({ ...volume, hostIds: [`name:${old}`, "host-02"] });
      stage.simulator.world.operations["PATCH /host/{id}"]?.({ id: "host-01", body: { name: "esx-new" } });
      stage.restart();
      stage.warnings.splice(0);
    });

    for (const reference of ["name:esx-new", "host-01"]) {
      it(`goes on with the host as ${reference}, and says that this is only recorded`, async () => {
        const hostIds = ["host-02", reference];
        await stage.up({ ...volume, hostIds, advanceTo: "Ready_To_Start_Copy" });
        assert.equal(stage.session().state, "Ready_To_Start_Copy");
        assert.deepEqual(stage.recorded?.outputs.hostIds, hostIds);
        assert.match(stage.warnings.join("\n"), /hostIds can be given .* has another name by now.*only recorded/);
        assert.equal(await stage.up({ ...volume, hostIds, advanceTo: "Ready_To_Start_Copy" }), "unchanged");
      });
    }

    for (const hostIds of [["host-01"], ["host-01", "host-03"], ["host-01", "host-02", "host-03"]]) {
      it(`refuses ${hostIds.join(" and ")} all the same: one that is on record is missing, or one is too many`, async () => {
        await assert.rejects(stage.up({ ...volume, hostIds }), /changing hostIds would throw this import away/);
      });
    }

    it("refuses the old name, by which a new session would be given nothing", async () => {
      await assert.rejects(stage.up({ ...volume, hostIds: [`name:${old}`] }), /no host has this name/);
    });
  });
});
