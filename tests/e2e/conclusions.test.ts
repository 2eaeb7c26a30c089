import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";

const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });

describe("What a run concludes from little, on the real engine", () => {
  // Both are readings of what the vendor's text leaves open.
  const migration = usePluginMigration({ destinationAtPurge: "stays", queuedSeconds: 20 });

  it("calls no import completed because its record is gone and a volume is there: neither by refresh nor by up", async () => {
    const { engine, simulator, declare, up, recorded, changes } = migration();
    simulator.configure({ queuedSeconds: 0 });
    declare({ resources: { database: source("01") } });
    await up();
    const [before] = await recorded();
    assert.ok(before?.outputs?.destinationResourceId);
    simulator.world.purgeSession(before.id ?? "");
    assert.ok(simulator.world.row("volume", String(before.outputs.destinationResourceId)), "the volume stays");
    assert.equal(criteriaOf("unity-01-vol-01"), "Ready", "the source was never imported");
    simulator.clearJournal();

    const { stdout } = expectSuccess(await engine.refresh());
    assert.match(stdout, /warning: .*nothing proves whether it was completed.*unity-01-vol-01 says Ready/);
    declare({
      resources: { database: { ...source("01"), advanceTo: "Import_Completed", waitFor: "Import_Completed" } },
    });
    const shown = expectFailure(await engine.up());
    assert.match(shown, /updating import session "database-.*nothing proves whether it was completed/);
    const after = await recorded();
    assert.deepEqual(
      after.map(({ id, outputs }) => [id, outputs?.state]),
      [[before.id, "Copy_In_Progress"]],
    );
    assert.deepEqual(changes(), []);
  });

  it("takes a moment in the queue for no start: what is to be paused is paused when its copy begins", async () => {
    const { engine, simulator, declare, recorded, changes, sessions, beginAnew } = migration();
    beginAnew();
    declare({ resources: { database: { ...source("01"), paused: true } } });
    const run = engine.startUp();
    await eventually("a look at the queue", () => {
      const methods = simulator
        .journal()
        .entries.flatMap(({ method, path }) => (path.includes("/import_session") ? [method] : []));
      return methods.join(" ").includes("POST GET") ? true : undefined;
    });
    assert.deepEqual(sessions(), { database: "Queued" });
    simulator.advance(20);
    expectSuccess(await run.finished);
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session", "POST /import_session/{id}/pause"]);
    assert.deepEqual(sessions(), { database: "Paused" });
    assert.equal((await recorded())[0]?.outputs?.state, "Paused");
  });

  function criteriaOf(id: string): unknown {
    return migration().simulator.world.row("import_unity_volume", id)?.importable_criteria;
  }
});
