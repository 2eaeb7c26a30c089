import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

/** A session is one resource's: two that manage it would end it for each other. */
describe("One session, one resource", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const sessions = () => stage.simulator.world.rows("import_session") ?? [];

  it("is not taken over by a second resource of the same name and source that came between look and POST", async () => {
    const program = { ...volume, name: "twice" };
    const { operations } = stage.simulator.world;
    const post = operations["POST /import_session"];
    assert.ok(post);
    Object.assign(operations, {
      "POST /import_session": (request: Parameters<typeof post>[0]) => {
        Object.assign(operations, { "POST /import_session": post });
        // The other resource's request, which the array takes first.
        post(request);
        return post(request);
      },
    });
    await assert.rejects(stage.up(program), /the name is taken.*was not made by this program as far as it can tell/s);
    assert.equal(stage.recorded, undefined);
    assert.equal(sessions().length, 1);
  });

  it("outlives its old resource when another one of the program has adopted it in the same run", async () => {
    await stage.up({ ...volume, name: "moved" });
    const old = stage.recorded;
    stage.restart();
    stage.forget();
    stage.urn = `${URN}-renamed`;
    stage.run = new EngineRun();
    await stage.up({ ...volume, name: "moved", adoptSessionId: old?.id });
    const renamed = stage.recorded;
    stage.simulator.clearJournal();

    stage.urn = URN;
    stage.recorded = old;
    await stage.destroy();
    assert.deepEqual(stage.changes(), []);
    assert.match(stage.warnings.join(), /now belongs to urn:.*-renamed, which took it over: it is left alone/);

    stage.run = undefined;
    stage.urn = `${URN}-renamed`;
    stage.recorded = renamed;
    assert.equal(await stage.refresh(), "unchanged");
    await stage.destroy();
    assert.deepEqual(sessions(), []);
  });

  it("outlives its old resource also when a crash came between the adoption and the delete", async () => {
    const program = { ...volume, name: "moved", adoptSessionId: "name:moved" };
    await stage.up({ ...volume, name: "moved" });
    const old = stage.recorded;
    stage.forget();
    stage.urn = `${URN}-renamed`;
    await stage.up(program);
    stage.restart();
    stage.run = new EngineRun();
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program), "unchanged");
    stage.urn = URN;
    stage.recorded = old;
    await stage.destroy();
    assert.deepEqual(stage.changes(), []);
  });

  it("is deleted for its replacement, also under the URN from before an alias", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" };
    await stage.up(program);
    stage.restart();
    stage.urn = `${URN}-alias`;
    stage.run = new EngineRun();
    await stage.replace({ ...program, automaticCutover: true }, ["diff"]);
    stage.urn = URN;
    await stage.destroy();
    assert.deepEqual(sessions(), []);
  });

  it("is ended by the resource that made it, also under another URN that an alias gave it", async () => {
    await stage.up(volume);
    stage.urn = `${URN}-alias`;
    await stage.up(volume);
    await stage.destroy();
    assert.deepEqual(sessions(), []);
  });
});
