import assert from "node:assert/strict";
import { expectSuccess, useMigration } from "./migration";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

describe("A replacement on the real engine", () => {
  const migration = useMigration();

  it("that deleted and could not create is made by the next up", async () => {
    const { engine, simulator, declare, up, recorded } = migration();
    const scheduled = { ...volume, scheduledTimestamp: "2027-03-01T00:00:00Z" };
    declare({ database: scheduled });
    await up();
    simulator.setFaults([{ operation: "POST /import_session", effect: { status: 422 } }]);
    declare({ database: { ...scheduled, automaticCutover: true } });
    assert.notEqual((await engine.up()).code, 0);
    assert.deepEqual(simulator.world.rows("import_session"), []);
    await up();
    const [resource] = await recorded();
    assert.equal(simulator.world.row("import_session", resource?.id ?? "")?.automatic_cutover, true);
    expectSuccess(await engine.destroy());
  });

  // The engine asks no diff then, so the answer "delete first" never reaches it: without the resource's own option it would create, take over
  // the running session by its name, and then cancel that very session.
  it("by --replace cancels a copying session first and imports again from 0, as the messages promise", async () => {
    const { engine, simulator, declare, up, changes, recorded } = migration();
    declare({ database: volume });
    await up();
    simulator.advance(600);
    const [before] = await recorded();
    simulator.clearJournal();
    expectSuccess(await engine.up({ args: ["--replace", String(before?.urn)] }));
    const [after] = await recorded();
    assert.notEqual(after?.id, before?.id);
    assert.deepEqual(
      changes().map((change) => change.replace(/ \{.*/, "")),
      ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}", "POST /import_session"],
    );
    assert.equal(simulator.world.row("import_session", after?.id ?? "")?.state, "Copy_In_Progress");
    assert.equal(simulator.world.rows("import_session")?.length, 1);
  });
});
