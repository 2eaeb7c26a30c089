import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

describe("A session whose record is gone", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  /** The array forgets the session, rolled back as after a cancel; its volume stays, as after a forced one. */
  function purgeLeavingVolume(): void {
    const id = stage.recorded?.outputs.destinationResourceId;
    const type = stage.recorded?.outputs.destinationResourceType;
    assert.ok(id && type, "the session has a destination");
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    stage.simulator.setFaults([{ operation: `GET /${type}/{id}`, times: 99, effect: { body: { id } } }]);
  }

  /** The source array is not there any more, or shows no volume of this id. */
  function hideSource(): void {
    stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect: notFound }]);
  }

  const sessions = () => stage.simulator.world.rows("import_session")?.length;

  for (const [what, program] of [
    ["a volume", {}],
    ["a group", { sourceResourceId: "unity-01-cg-01" }],
  ] as const) {
    it(`of ${what}, whose destination is left behind and whose source is ready, was never completed: the state stays, with what was found`, async () => {
      await stage.up({ ...volume, ...program });
      stage.simulator.advance(60);
      await stage.refresh();
      const before = stage.recorded;
      purgeLeavingVolume();
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual(stage.recorded?.outputs, before?.outputs);
      assert.match(
        stage.warnings.join(),
        /last seen Copy_In_Progress, its volume(_group)? \S+ exists, its source \S+ says Ready/,
      );
      assert.match(stage.warnings.join(), /Find out on the array before the source is retired/);
    });
  }

  it("after it was completed records what the program takes away, so that the next up is unchanged", async () => {
    const scheduled = { ...volume, description: "by night", automaticCutover: true };
    await stage.up({ ...scheduled, waitFor: "Import_Completed" });
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    const program = { ...volume, automaticCutover: true, paused: true };
    assert.equal(await stage.up(program), "updated");
    assert.match(stage.warnings.join(), /was completed and its record is gone/);
    assert.equal(stage.recorded?.outputs.description, undefined);
    assert.equal(await stage.up(program), "unchanged");
  });

  it("and of which nothing tells, refreshes with a warning, and the next up runs", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    const before = stage.recorded;
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    hideSource();
    assert.equal(await stage.refresh(), "unchanged");
    assert.deepEqual(stage.recorded, before);
    assert.match(stage.warnings.join(), /nothing proves whether it was completed.*source \S+ is not listed any more/);
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(sessions(), 0);
  });

  it("is not judged by a source that cannot be asked, nor by a source array whose name is gone", async () => {
    await stage.up({ ...volume, remoteSystemId: "name:Unity-01" });
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect: { status: 500 } }]);
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(stage.warnings.splice(0).join(), /its source \S+ could not be asked/);
    stage.simulator.clearFaults();
    stage.restart();
    stage.simulator.world.operations["PATCH /remote_system/{id}"]?.({ id: "rs-unity-01", body: { name: "Unity-old" } });
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(stage.warnings.join(), /its source \S+ could not be asked/);
  });

  it("whose volume is gone, too, is not imported again as long as the source is not ready", async () => {
    await stage.up(volume);
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    hideSource();
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(stage.warnings.join(), /its volume \S+ is gone, its source \S+ is not listed/);
  });

  it("and that had failed is not called completed because another session imported its source", async () => {
    await stage.up(volume);
    stage.simulator.world.failSession(stage.recorded?.id ?? "", { state: "Failed" });
    await stage.refresh();
    stage.simulator.world.purgeSession(stage.recorded?.id ?? "");
    const criteria = { id: volume.sourceResourceId, importable_criteria: "Imported" };
    stage.simulator.setFaults([{ operation: "GET /import_unity_volume/{id}", times: 99, effect: { body: criteria } }]);
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(stage.recorded?.outputs.state, "Failed");
    assert.match(stage.warnings.join(), /another session has imported its source since/);
    await stage.up(volume);
    assert.equal(sessions(), 0, "nothing is imported a second time");
  });

  it("and that was completed while nobody looked, is not imported again by a change: its entry is kept, with an error", async () => {
    const program = { ...volume, automaticCutover: true, scheduledTimestamp: "2026-01-02T00:00:00Z" };
    await stage.up(program);
    const id = stage.recorded?.id ?? "";
    stage.simulator.advance(30 * 24 * 3600);
    assert.equal(stage.session().state, "Import_Completed");
    stage.simulator.world.purgeSession(id);
    hideSource();
    stage.restart();
    stage.simulator.clearJournal();
    await assert.rejects(
      stage.up({ ...program, globalStorageDiscoveryAddress: "10.0.0.5" }),
      /nothing proves whether it was completed: it was last seen Scheduled/,
    );
    assert.deepEqual([stage.recorded?.id, stage.changes()], [id, []]);
  });

  it("and that was to start by the array's clock by now, is not imported again either, whatever this machine's clock says", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-01-02T00:00:00Z" };
    await stage.up(program);
    const id = stage.recorded?.id ?? "";
    stage.wallSeconds = () => -10 * 24 * 3600;
    stage.simulator.advance(2 * 24 * 3600);
    stage.simulator.world.purgeSession(id);
    hideSource();
    stage.restart();
    await assert.rejects(stage.up({ ...program, automaticCutover: true }), /nothing proves whether it was completed/);
    assert.equal(stage.recorded?.id, id);
  });

  describe("while a volume of it is left behind", () => {
    beforeEach(async () => {
      await stage.up(volume);
      purgeLeavingVolume();
      stage.simulator.clearJournal();
    });

    it("starts no second import because a create-only input changed: the update refuses and says what was found", async () => {
      await assert.rejects(
        stage.up({ ...volume, automaticCutover: true }),
        /nothing proves whether it was completed.*says Ready/,
      );
      assert.match(stage.warnings.join(), /the change of automaticCutover starts no new import/);
      assert.deepEqual(stage.changes(), []);
    });

    it("makes an update with an open goal an error that says what was found, and records nothing as done", async () => {
      const program = { ...volume, advanceTo: "Import_Completed" };
      await assert.rejects(stage.up(program), /nothing proves whether it was completed.*says Ready/);
      assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
      assert.deepEqual(stage.changes(), []);
    });

    it("leaves the stack when it is destroyed, without a request that changes anything", async () => {
      await stage.destroy();
      assert.deepEqual(stage.changes(), []);
    });
  });
});

describe("A session of which the array contradicts itself", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
    await stage.up(volume);
    stage.restart();
  });
  afterEach(() => stage.close());

  /** It is not there, and listed: in a state that makes the row none of those which can be read, or not as the one that was asked for. */
  function contradict(row: object): void {
    stage.simulator.setFaults([
      { operation: "GET /import_session/{id}", times: 99, effect: notFound },
      { operation: "GET /import_session", times: 99, effect: { body: [row] } },
    ]);
  }

  const rows: readonly [what: string, row: () => object][] = [
    ["in a state that this version does not know", () => ({ id: stage.recorded?.id, state: "Rebalancing" })],
    ["under another id", () => ({ id: "another", state: "Paused" })],
  ];
  for (const [what, row] of rows) {
    it(`keeps what was recorded in a refresh, with a warning: it is listed ${what}, and is not found`, async () => {
      const before = stage.recorded?.outputs;
      contradict(row());
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual(stage.recorded?.outputs, before);
      assert.match(stage.warnings.join("\n"), /contradicts this: nothing is concluded from it\. The state of .* stays/);
    });
  }

  it("is no session to import: there is nothing to keep", async () => {
    const id = stage.recorded?.id ?? "";
    contradict({ id, state: "Rebalancing" });
    stage.forget();
    await assert.rejects(stage.import(id), /contradicts this/);
  });

  it("is not destroyed: it may go on", async () => {
    contradict({ id: stage.recorded?.id, state: "Rebalancing" });
    stage.simulator.clearJournal();
    await assert.rejects(stage.destroy(), /contradicts this/);
    assert.deepEqual(stage.changes(), []);
    assert.ok(stage.recorded);
  });
});

describe("A session in a state that this version does not know", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  for (const [what, sourceResourceId, fault] of [
    ["a volume", undefined, "GET /import_session/{id}"],
    ["a group's member", "unity-01-cg-01", "GET /import_session"],
  ] as const) {
    it(`of ${what}, keeps what was recorded in a refresh, and refuses what would act on it`, async () => {
      const volume = readyVolume(stage.simulator);
      const program = { ...volume, ...(sourceResourceId && { sourceResourceId }) };
      await stage.up(program);
      const before = stage.recorded;
      stage.restart();
      const row = { ...stage.session(), state: "Teleporting" };
      const body = fault === "GET /import_session" ? [row] : row;
      stage.simulator.setFaults([{ operation: fault, times: 99, effect: { body } }]);
      stage.simulator.clearJournal();
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual(stage.recorded, before);
      assert.match(stage.warnings.join(), /"Teleporting" is not known here.*newer version.*stays as it was/s);
      assert.equal(await stage.up(program), "unchanged");
      await assert.rejects(stage.up({ ...program, paused: true }), /"Teleporting" is not known here/);
      await assert.rejects(stage.destroy(), /"Teleporting" is not known here/);
      assert.deepEqual(stage.changes(), []);
    });
  }
});
