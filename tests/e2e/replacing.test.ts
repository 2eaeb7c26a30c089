import assert from "node:assert/strict";
import { expectSuccess, useMigration } from "./migration";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

describe("A replacement that somebody asks for, on the real engine", () => {
  const migration = useMigration();

  // The engine asks no diff then, so the answer "delete first" never reaches it: without the resource's own option it would create, take over
  // the running session by its name, and then cancel that very session.
  it("cancels a copying session first and imports again from 0, as the messages promise", async () => {
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
      ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}", "POST /import_session"].map((change) =>
        change.replace(/ \{.*/, ""),
      ),
    );
    assert.equal(simulator.world.row("import_session", after?.id ?? "")?.state, "Copy_In_Progress");
    assert.equal(simulator.world.rows("import_session")?.length, 1);
  });
});
