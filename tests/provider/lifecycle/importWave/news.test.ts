import assert from "node:assert/strict";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, waveOf } from "./stage";

const HOUR = 3600;

/** Nobody waits for anything, so that no goal is open: what becomes of the imports is the array's doing, or somebody's there. */
describe("What becomes of a wave while no run looks", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const looks = () => stage.simulator.journal().entries.length;

  /** A wave of three whose run has ended while they copy. */
  async function copying(more: object = {}) {
    stage = await openWaves(3);
    const program = waveOf(stage, 3, { ...more });
    await stage.up(program);
    assert.equal(outputsOf(stage).phase, "Running");
    return program;
  }

  it("is recorded by the next up, which has nothing else to do: they were cut over by themselves", async () => {
    const program = await copying({ automaticCutover: true });
    stage.simulator.advance(24 * HOUR);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "updated");
    assert.equal(outputsOf(stage).phase, "Completed");
    assert.deepEqual(outputsOf(stage).counts, { Import_Completed: 3 });
    assert.deepEqual(stage.changes(), []);
    assert.match(stage.warnings.join("\n"), /This run records what became of 3: db-01, db-02, db-03\./);
  });

  it("is over when they are: no later up looks, or has something to do", async () => {
    const program = await copying({ automaticCutover: true });
    stage.simulator.advance(24 * HOUR);
    await stage.up(program);
    stage.simulator.advance(24 * HOUR);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(looks(), 0);
  });

  it("is no change as long as they copy, and is looked for with one page", async () => {
    const program = await copying();
    stage.simulator.advance(600);
    for (let run = 0; run < 3; run++) {
      stage.simulator.clearJournal();
      assert.equal(await stage.up(program), "unchanged");
      assert.deepEqual(
        stage.simulator.journal().entries.map(({ operation }) => operation),
        ["GET /import_session"],
      );
    }
  });

  it("is told of each import that cannot be looked at, and changes nothing of what is recorded", async () => {
    const program = await copying();
    stage.simulator.world.purgeSession(outputsOf(stage).members["db-02"]?.id ?? "");
    stage.simulator.advance(600);
    stage.warnings.length = 0;
    assert.equal(await stage.up(program), "unchanged");
    assert.match(stage.warnings.join("\n"), /sessions\["db-02"\]: .*What is recorded of it stays as it is\./);
    assert.equal(outputsOf(stage).members["db-02"]?.state, "Copy_In_Progress");
  });

  for (const gone of [1, 2]) {
    it(`is told of each that is gone, also where nothing else is under way: ${gone}`, async () => {
      stage = await openWaves(3);
      const program = waveOf(stage, gone);
      await stage.up(program);
      for (const { id = "" } of Object.values(outputsOf(stage).members)) stage.simulator.world.purgeSession(id);
      stage.simulator.advance(600);
      stage.warnings.length = 0;
      assert.equal(await stage.up(program), "unchanged");
      const said = stage.warnings.join("\n");
      assert.doesNotMatch(said, /was not looked at/);
      for (const key of Object.keys(outputsOf(stage).members)) {
        assert.match(said, new RegExp(`sessions\\["${key}"\\].*What is recorded of it stays as it is\\.`));
      }
    });
  }

  it("is not looked for where none has begun", async () => {
    stage = await openWaves(3);
    const program = waveOf(stage, 3, { hold: true });
    await stage.up(program);
    stage.simulator.advance(24 * HOUR);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(looks(), 0);
  });

  it("is recorded of all by an update of one", async () => {
    await copying();
    stage.simulator.advance(24 * HOUR);
    await stage.up(waveOf(stage, 3, {}, { "db-02": { forceCancel: true } }));
    assert.deepEqual(outputsOf(stage).counts, { Ready_For_Cutover: 3 });
    assert.equal(outputsOf(stage).phase, "Ready");
  });

  it("is an error of the run where one has failed, and the next one imports it anew", async () => {
    const program = await copying();
    stage.simulator.world.failSession(outputsOf(stage).members["db-02"]?.id ?? "", { state: "Failed" });
    stage.simulator.advance(600);
    await assert.rejects(stage.up(program), /sessions\["db-02"\].* is Failed/);
    assert.deepEqual(outputsOf(stage).counts, { Copy_In_Progress: 2, Failed: 1 });
    await stage.up(program);
    assert.equal(onArray(stage)["db-02"], "Copy_In_Progress");
  });

  /** A wave of three that stand still, of which somebody cancels the second, which takes twenty minutes. */
  async function cancelling(more: object = {}) {
    stage = await openWaves(3, { cancelSeconds: 1200 });
    const program = waveOf(stage, 3, { paused: true, ...more });
    await stage.up(program);
    const id = outputsOf(stage).members["db-02"]?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id, body: {} });
    await stage.refresh();
    assert.deepEqual(outputsOf(stage).counts, { Paused: 2, Cancel_In_Progress: 1 });
    return program;
  }

  it("is recorded of what is being undone while the wave is held: nobody waits for it, and its end is an error once", async () => {
    const held = { ...(await cancelling()), hold: true };
    await stage.up(held);
    assert.deepEqual(outputsOf(stage).counts, { Paused: 2, Cancel_In_Progress: 1 });
    stage.simulator.advance(600);
    assert.equal(await stage.up(held), "unchanged");
    stage.simulator.advance(600);
    await assert.rejects(stage.up(held), /sessions\["db-02"\].*Cancelled/);
    assert.deepEqual(outputsOf(stage).counts, { Paused: 2, Cancelled: 1 });
    stage.simulator.advance(600);
    assert.equal(await stage.up(held), "unchanged");
  });

  it("is seen of what is being undone by the very run that finds its wave to be held", async () => {
    const program = await cancelling({ maxFailures: 1 });
    stage.simulator.world.failSession(outputsOf(stage).members["db-03"]?.id ?? "", { state: "Failed" });
    stage.simulator.advance(1200);
    await assert.rejects(stage.up(program), /sessions\["db-02"\].*Cancelled/s);
    assert.deepEqual(outputsOf(stage).counts, { Paused: 1, Cancelled: 1, Failed: 1 });
    assert.equal(outputsOf(stage).phase, "Held");
  });

  it("is told and recorded where somebody has paused one, and undone by none but a run that says so before", async () => {
    const program = await copying();
    const id = outputsOf(stage).members["db-02"]?.id ?? "";
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id, body: {} });
    stage.simulator.advance(600);
    stage.simulator.clearJournal();
    stage.warnings.length = 0;
    assert.equal(await stage.up(program), "updated");
    assert.deepEqual(stage.changes(), []);
    assert.deepEqual(outputsOf(stage).counts, { Copy_In_Progress: 2, Paused: 1 });
    assert.match(
      stage.warnings.join("\n"),
      /sessions\["db-02"\].* was paused on the array, by nobody .* the next "pulumi up" resumes it\./,
    );
    stage.warnings.length = 0;
    await stage.preview(program);
    assert.match(stage.warnings.join("\n"), /db-02.* this run resumes it/);
    await stage.up(program);
    assert.equal(onArray(stage)["db-02"], "Copy_In_Progress");
  });

  it("is none where they stand still as the program says", async () => {
    const program = await copying({ paused: true });
    stage.simulator.advance(600);
    assert.equal(await stage.up(program), "unchanged");
    assert.deepEqual(outputsOf(stage).counts, { Paused: 3 });
  });

  it("is completed where its records are gone and its sources say Imported", async () => {
    const program = await copying({ automaticCutover: true });
    stage.simulator.advance(24 * HOUR);
    for (const { id } of stage.simulator.world.rows("import_session") ?? []) {
      stage.simulator.world.operations["DELETE /import_session/{id}"]?.({ id: String(id) } as never);
    }
    assert.equal(await stage.up(program), "updated");
    assert.equal(outputsOf(stage).phase, "Completed");
    assert.equal(await stage.up(program), "unchanged");
  });

  it("stays as recorded, and fails nothing, where the array does not answer", async () => {
    const program = await copying({ automaticCutover: true });
    stage.simulator.advance(24 * HOUR);
    stage.restart();
    stage.between = async () => {
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    };
    assert.equal(await stage.up(program), "unchanged");
    assert.match(stage.warnings.join("\n"), /what became of its imports since was not looked at\. /);
    stage.between = (request, pass) => pass(request);
    assert.equal(await stage.up(program), "updated");
    assert.equal(outputsOf(stage).phase, "Completed");
  });
});
