import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const group = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };

/** An array that carries an action out before it answers shows no state in between [ARRAY jobs]. */
describe("What is tried again and fails at once", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ cutoverSeconds: 0, cancelSeconds: 0 });
  });
  afterEach(() => stage.close());

  const minutesOf = async (work: () => Promise<unknown>) => {
    const begun = stage.simulator.now();
    await work();
    return (stage.simulator.now() - begun) / 60_000;
  };
  const count = (action: string) => stage.changes().filter((change) => change.includes(`/${action}`)).length;

  it("is said of a cut-over within minutes, not after the day that the wait may take", async () => {
    const program = { ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up({ ...group, waitFor: "Ready_For_Cutover" });
    const fail = () => stage.simulator.world.failCutover(stage.recorded?.id ?? "");
    fail();
    await assert.rejects(stage.up(program), /is Import_Cutover_Incomplete/);
    fail();
    stage.simulator.clearJournal();
    const minutes = await minutesOf(() =>
      assert.rejects(stage.up(program), /is Import_Cutover_Incomplete.*try again/s),
    );
    assert.ok(minutes < 3, `waited ${minutes} min`);
    assert.equal(count("cutover"), 1);
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
  });

  it("is said of a cancel within minutes, not after the half hour that a delete may take", async () => {
    await stage.up(group);
    stage.simulator.world.failCancel(stage.recorded?.id ?? "", 9);
    const minutes = await minutesOf(() => assert.rejects(stage.destroy(), /Cancel_Failed.*also after another try/s));
    assert.ok(minutes < 3, `waited ${minutes} min`);
    assert.equal(count("cancel"), 2);
  });
});
