import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { useMigration } from "./migration";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

describe("Stopping a long wait on the real engine", () => {
  const migration = useMigration();

  it("keeps the id and tells how to go on when Ctrl-C ends the wait; the array copies on, and the next up goes on", async () => {
    const { engine, simulator, declare, recorded, up, changes } = migration();
    declare({ database: { ...volume, waitFor: "Ready_For_Cutover" } });
    const run = engine.startUp();
    await eventually("the copy to be waited for", () =>
      simulator.journal().entries.filter(({ path }) => path.startsWith("/api/rest/import_session/")).length >= 1
        ? true
        : undefined,
    );
    run.interrupt();
    const result = await run.finished;
    assert.notEqual(result.code, 0);
    assert.match(result.stdout, /stopped waiting for import session.*run "pulumi up" again/s);
    const [resource] = await recorded();
    assert.ok(resource?.id);
    assert.equal(resource.outputs?.state, "Copy_In_Progress");
    assert.equal(simulator.journal().entries.at(-1)?.path, "/api/rest/logout");

    simulator.advance(24 * 3600);
    await up();
    assert.equal((await recorded())[0]?.outputs?.state, "Ready_For_Cutover");
    assert.equal(changes().filter((change) => change.startsWith("POST /import_session ")).length, 1);
  });

  it("keeps the id when the time of customTimeouts is up", async () => {
    const { engine, declare, recorded } = migration();
    declare({
      database: { ...volume, waitFor: "Ready_For_Cutover" },
      archive: {
        ...volume,
        sourceResourceId: "unity-01-vol-02",
        waitFor: "Ready_For_Cutover",
        options: { customTimeouts: { create: "1s" } },
      },
    });
    const result = await engine.up();
    assert.notEqual(result.code, 0);
    assert.match(result.stdout, /still Copy_In_Progress \(0 %\) after 1 s.*customTimeouts\.create/s);
    const archive = (await recorded()).find((resource) => resource.urn.endsWith("archive"));
    assert.ok(archive?.id);
  });
});
