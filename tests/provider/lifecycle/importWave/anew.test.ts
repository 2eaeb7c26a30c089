import assert from "node:assert/strict";
import type { Stage } from "../arrayObject/stage";
import { onArray, openWaves, outputsOf, waveOf } from "./stage";

function fail({ simulator }: Stage, key: string): void {
  const row = simulator.world.rows("import_session")?.find(({ name }) => String(name).includes(key));
  assert.ok(row, `there is no session of ${key}`);
  simulator.world.failSession(row.id, { state: "Failed" });
}

describe("A member that has failed", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("is begun anew by the next run, whose preview says so, and the others are left alone", async () => {
    stage = await openWaves(3);
    await stage.up(waveOf(stage, 3));
    const ids = Object.values(outputsOf(stage).members).map(({ id }) => id);
    fail(stage, "db-02");
    await stage.refresh();
    const before = stage.changes().length;
    assert.deepEqual((await stage.preview(waveOf(stage, 3))).changed, ["sessions"]);
    assert.equal(await stage.up(waveOf(stage, 3)), "updated");
    assert.deepEqual(stage.changes().slice(before), ["DELETE /import_session/{id}", "POST /import_session"]);
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
    const after = Object.values(outputsOf(stage).members).map(({ id }) => id);
    assert.deepEqual([after[0], after[2]], [ids[0], ids[2]]);
    assert.notEqual(after[1], ids[1]);
  });

  it("holds its wave as soon as a refresh has seen it, and no longer than it is there", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 2, { maxFailures: 0 }));
    fail(stage, "db-02");
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Held");
    assert.match(outputsOf(stage).holdReason ?? "", /1 of its imports have failed, and maxFailures is 0/);
    const row = stage.simulator.world.rows("import_session")?.find(({ state }) => state === "Failed");
    stage.simulator.world.purgeSession(row?.id ?? "");
    await stage.refresh();
    assert.equal(outputsOf(stage).phase, "Running");
    assert.equal(outputsOf(stage).holdReason, undefined);
  });
});

describe("What a killed run has begun", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("holds its place and comes first, whatever the priorities say by now", async () => {
    stage = await openWaves(2);
    await stage.up(waveOf(stage, 1, { maxActive: 1 }));
    stage.forget();
    stage.restart(true);
    assert.equal(await stage.up(waveOf(stage, 2, { maxActive: 1 }, { "db-02": { priority: 1 } })), "created");
    assert.deepEqual(Object.keys(onArray(stage)), ["db-01"]);
    assert.ok(outputsOf(stage).members["db-01"]?.id);
    assert.match(outputsOf(stage).members["db-02"]?.holdReason ?? "", /waits for a place/);
  });
});
