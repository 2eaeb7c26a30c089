import assert from "node:assert/strict";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = {
  remoteSystemId: "name:Unity-01",
  sourceResourceId: "unity-01-vol-01",
  description: { secret: "orders" },
};

/** The other direction is in pluginPackages.test.ts. */
describe("A stack of the plugin that moves to the dynamic class, by the alias that it sets itself, on the real engine", () => {
  const migration = usePluginMigration();

  it("asks the array nothing, replaces nothing, and can be refreshed and destroyed there", async () => {
    const { engine, simulator, declare, up, recorded, changes } = migration();
    declare({ resources: { database: volume } });
    await up();
    const before = await recorded();
    simulator.clearJournal();

    const surface = "pulumi-powerstore-import";
    declare({ surface, resources: { database: volume } });
    const moved = await up();
    assert.doesNotMatch(moved.stdout, /replac|deleting|deleted/);
    assert.deepEqual(simulator.journal().entries, []);
    const [resource] = await recorded();
    assert.equal(resource?.type, "pulumi-nodejs:dynamic/powerstore-import:ImportSession");
    assert.equal(resource?.id, before[0]?.id);

    expectSuccess(await engine.refresh({ args: ["--expect-no-changes"] }));
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"]);
  });

  it("leaves a pause by hand alone where it comes with ignoreChanges of all", async () => {
    const { engine, simulator, declare, up, recorded, changes } = migration();
    const resource = { ...volume, advanceTo: "Import_Completed" };
    declare({ resources: { database: resource } });
    await up();
    const id = (await recorded())[0]?.id ?? "";
    simulator.world.operations["POST /import_session/{id}/pause"]?.({ id, body: {} });
    simulator.clearJournal();

    const options = { ignoreChanges: ["*"] };
    declare({ surface: "pulumi-powerstore-import", resources: { database: { ...resource, options } } });
    await up();
    assert.deepEqual([simulator.world.row("import_session", id)?.state, changes()], ["Paused", []]);
    expectSuccess(await engine.refresh());
    expectSuccess(await engine.destroy());
  });
});
