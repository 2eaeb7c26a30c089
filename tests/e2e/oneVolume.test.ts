import assert from "node:assert/strict";
import { join } from "node:path";
import { allText, expectSuccess, useMigration } from "./migration";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("One import on the real engine", () => {
  const migration = useMigration();

  beforeEach(() => migration().simulator.clearJournal());

  it("is created by up: one login, one POST, one log-out, and copies", async () => {
    const { declare, up, changes, logins, simulator, recorded } = migration();
    declare({ database: volume });
    await up();
    assert.equal(changes().length, 1);
    assert.equal(logins(), 1);
    assert.equal(simulator.journal().entries.at(-1)?.path, "/api/rest/logout");
    const [resource] = await recorded();
    assert.equal(resource?.outputs?.state, "Copy_In_Progress");
    assert.equal(simulator.world.row("import_session", resource?.id ?? "")?.state, "Copy_In_Progress");
  });

  it("leaves no password, cookie or token in the backend's files, and at most 130 bytes of provider", async () => {
    const { engine, simulator, recorded } = migration();
    const backend = allText(join(engine.folder, "backend"));
    assert.match(backend, /ImportSession/);
    assert.ok(!backend.includes(simulator.password), "the password is in the state");
    assert.doesNotMatch(backend, /auth_cookie|DELL-EMC-TOKEN|Basic /i);
    const text = String((await recorded())[0]?.inputs?.__provider);
    assert.ok(Buffer.byteLength(text) <= 130, `${Buffer.byteLength(text)} bytes`);
  });

  it("makes no change and asks the array nothing when the program is unchanged", async () => {
    const { engine, simulator } = migration();
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    assert.deepEqual(simulator.journal().entries, []);
  });

  it("is paused by exactly one POST", async () => {
    const { declare, up, changes } = migration();
    declare({ database: { ...volume, paused: true } });
    await up();
    assert.deepEqual(changes(), ["POST /import_session/{id}/pause"]);
  });

  it("is resumed by exactly one POST", async () => {
    const { declare, up, changes } = migration();
    declare({ database: { ...volume, paused: false } });
    await up();
    assert.deepEqual(changes(), ["POST /import_session/{id}/resume"]);
  });

  it("shows a pause by hand as a difference after refresh, and up resumes it", async () => {
    const { engine, simulator, up, changes, recorded } = migration();
    const [resource] = await recorded();
    simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: resource?.id ?? "", body: {} });
    const refreshed = expectSuccess(await engine.refresh());
    assert.match(refreshed.stdout, /diff: ~paused|1 updated/);
    await up();
    assert.deepEqual(changes(), ["POST /import_session/{id}/resume"]);
  });

  it("refuses a create-only change while copying: names session, state and percent, sends nothing, keeps the state", async () => {
    const { engine, simulator, declare, changes, recorded } = migration();
    const before = await recorded();
    simulator.advance(600);
    declare({ database: { ...volume, automaticCutover: true } });
    const result = await engine.up();
    assert.notEqual(result.code, 0);
    assert.match(
      result.stdout,
      /import session "database-[0-9a-f]{8}" \([0-9a-f-]{36}\).*Copy_In_Progress \(\d+ %\).*automaticCutover/s,
    );
    assert.doesNotMatch(result.stdout + result.stderr, /\n\s+at .*\.js:\d+/, "no stack trace");
    assert.deepEqual(changes(), []);
    assert.deepEqual(await recorded(), before);
  });

  it("is destroyed with force by the environment, without an up: one cancel, and the record is gone", async () => {
    const { engine, simulator, changes } = migration();
    expectSuccess(await engine.destroy({ env: { POWERSTORE_IMPORT_FORCE_CANCEL: "true" } }));
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":true}', "DELETE /import_session/{id}"]);
    assert.deepEqual(simulator.world.rows("import_session"), []);
  });

  it("is destroyed without force when nothing asks for it", async () => {
    const { engine, declare, up, changes, simulator } = migration();
    declare({ database: volume });
    await up();
    simulator.clearJournal();
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"]);
  });

  it("is replaced, deleting first, by a create-only change while it is scheduled", async () => {
    const { declare, up, changes, simulator } = migration();
    const scheduled = { ...volume, scheduledTimestamp: "2099-01-01T00:00:00Z" };
    declare({ database: scheduled });
    await up();
    simulator.clearJournal();
    declare({ database: { ...scheduled, automaticCutover: true } });
    await up();
    const steps = changes().map((change) => change.split(" ").slice(0, 2).join(" "));
    assert.deepEqual(steps, [
      "POST /import_session/{id}/cancel",
      "DELETE /import_session/{id}",
      "POST /import_session",
    ]);
  });

  it("shows bad input as check failures in the preview, all at once, and sends nothing", async () => {
    const { engine, declare, simulator } = migration();
    declare({ database: { sourceResourceId: "unity-01-vol-01", name: "a b", paused: "yes", colour: "red" } });
    const result = await engine.preview();
    assert.notEqual(result.code, 0);
    for (const property of ["remoteSystemId", "name", "paused", "colour"])
      assert.match(result.stdout, new RegExp(`property ${property}`));
    assert.deepEqual(simulator.journal().entries, []);
  });
});
