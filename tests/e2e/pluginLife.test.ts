import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("The life of an import by the plugin on the real engine", () => {
  const migration = usePluginMigration();

  beforeEach(() => migration().simulator.clearJournal());

  it("shows in a preview what a pause will change, and what will not move", async () => {
    const { engine, declare, up, changes } = migration();
    declare({ resources: { database: volume } });
    await up();
    declare({ resources: { database: { ...volume, paused: true } } });
    const { stdout } = expectSuccess(await engine.preview({ args: ["--diff"] }));
    const resource = stdout.match(/^ +~ powerstore-import:index:ImportSession: \(update\)\n(?: {6,}.*\n)+/m)?.[0] ?? "";
    assert.deepEqual(
      resource.split("\n").filter((line) => !/\[(id|urn|provider)=/.test(line)),
      ["    ~ powerstore-import:index:ImportSession: (update)", "      ~ paused: false => true", ""],
    );
    assert.match(stdout, /~ states /, "the state may move");
    assert.doesNotMatch(stdout, /volumes|replace/, "the destination will not");
    assert.equal(changes().length, 1, "the POST of the first up alone");
  });

  it("pauses and resumes by one request each", async () => {
    const { declare, up, changes } = migration();
    await up();
    declare({ resources: { database: volume } });
    await up();
    assert.deepEqual(changes(), ["POST /import_session/{id}/pause", "POST /import_session/{id}/resume"]);
  });

  it("shows a pause by hand as drift, and up resumes it", async () => {
    const { engine, simulator, up, changes, recorded } = migration();
    const [resource] = await recorded();
    simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: resource?.id ?? "", body: {} });
    const refreshed = expectSuccess(await engine.refresh());
    assert.match(refreshed.stdout, /diff: ~paused/);
    await up();
    assert.deepEqual(changes(), ["POST /import_session/{id}/resume"]);
  });

  it("is destroyed with force by the stack's current configuration, without an up", async () => {
    const { engine, changes } = migration();
    await engine.setConfig("powerstore-import:forceCancel", "true");
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":true}', "DELETE /import_session/{id}"]);
    expectSuccess(await engine.run(["config", "rm", "powerstore-import:forceCancel", "--stack", engine.stack]));
  });

  it("is imported again from 0 by --replace, deleting first, though no diff is asked then", async () => {
    const { engine, simulator, up, changes, recorded } = migration();
    await up();
    const [before] = await recorded();
    simulator.advance(600);
    simulator.clearJournal();
    expectSuccess(await engine.up({ args: ["--replace", String(before?.urn)] }));
    assert.deepEqual(
      changes().map((change) => change.replace(/ \{.*/, "")),
      ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}", "POST /import_session"],
    );
    const [after] = await recorded();
    assert.notEqual(after?.id, before?.id);
    assert.equal(simulator.world.row("import_session", after?.id ?? "")?.state, "Copy_In_Progress");
  });

  it("logs in with a rotated password as soon as it is configured: in refresh, up and destroy, by force of the environment", async () => {
    const { engine, simulator, declare, up, changes } = migration();
    const rotate = async (password: string) => {
      simulator.changeAccount({ password });
      await engine.setConfig("powerstore-import:password", password, { secret: true });
    };
    await rotate("Rotated-1#");
    expectSuccess(await engine.refresh());
    declare({ resources: { database: { ...volume, paused: true } } });
    await up();
    await rotate("Rotated-2#");
    expectSuccess(await engine.destroy({ env: { POWERSTORE_IMPORT_FORCE_CANCEL: "true" } }));
    assert.deepEqual(changes(), [
      "POST /import_session/{id}/pause",
      'POST /import_session/{id}/cancel {"force":true}',
      "DELETE /import_session/{id}",
    ]);
  });

  it("keeps the id when customTimeouts or Ctrl-C end a wait, and goes on with the next up", async () => {
    const { engine, simulator, declare, up, recorded, changes } = migration();
    const waiting = { ...volume, waitFor: "Ready_For_Cutover" };
    declare({ resources: { database: { ...waiting, options: { customTimeouts: { create: "1s" } } } } });
    // In CI, progress is left out of what would be a line for ever.
    const late = await engine.up({ env: { CI: undefined } });
    assert.notEqual(late.code, 0);
    assert.match(late.stdout, /ImportSession database creating \(\d+s\).* Copy_In_Progress \(0 %\)/);
    assert.match(late.stdout, /still Copy_In_Progress.* after 1 s/s);
    const [first] = await recorded();
    assert.ok(first?.id);

    // Neither progress nor a wish that is still open is drift; and a refresh clears the engine's own mark that something is left to do.
    simulator.advance(600);
    expectSuccess(await engine.refresh({ args: ["--expect-no-changes"] }));
    const [refreshed] = await recorded();
    assert.notEqual(refreshed?.outputs?.progressPercentage, first.outputs?.progressPercentage);
    assert.equal(refreshed?.initErrors, undefined);

    declare({ resources: { database: waiting } });
    const run = engine.startUp();
    await eventually("the copy to be waited for", () =>
      simulator.journal().entries.some(({ path }) => path.includes("/import_session")) ? true : undefined,
    );
    run.interrupt();
    assert.notEqual((await run.finished).code, 0);
    simulator.advance(24 * 3600);
    await up();
    const [last] = await recorded();
    assert.equal(last?.id, first.id);
    assert.equal(last.outputs?.state, "Ready_For_Cutover");
    assert.equal(changes().filter((change) => change.startsWith("POST /import_session ")).length, 1);
    expectSuccess(await engine.destroy());
  });

  it("is imported by its name, with inputs whose program changes nothing, on another array by a provider of its own", async () => {
    const { engine, simulator, declare, recorded } = migration();
    const { endpoint, username, password, caCertificate } = simulator;
    const create = simulator.world.operations["POST /import_session"];
    assert.ok(create);
    const made = create({
      id: "",
      body: {
        remote_system_id: "rs-unity-01",
        source_resource_id: "unity-01-vol-02",
        name: "by-hand",
        automatic_cutover: true,
      },
    });
    const session = {
      remoteSystemId: "rs-unity-01",
      sourceResourceId: "unity-01-vol-02",
      name: "by-hand",
      automaticCutover: true,
    };
    declare({
      providers: { east: { endpoint, username, password, caCertificate, insecure: false } },
      resources: { archive: { ...session, options: { import: "name:by-hand", provider: "east" } }, database: volume },
    });
    expectSuccess(await engine.up());
    const archive = (await recorded()).find(({ urn }) => urn.endsWith("::archive"));
    assert.deepEqual(made.body, { id: archive?.id });
    declare({
      providers: { east: { endpoint, username, password, caCertificate, insecure: false } },
      resources: { archive: { ...session, options: { provider: "east" } }, database: volume },
    });
    expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
    const state = JSON.stringify(engine.readState());
    assert.ok(!state.includes(password), "a password given as plain text is encrypted");
    assert.equal((await recorded()).length, 2);
  });

  it("prints what to set when nothing is configured", async () => {
    const { engine } = migration();
    expectSuccess(await engine.run(["config", "rm", "powerstore-import:endpoint", "--stack", engine.stack]));
    const result = await engine.up();
    assert.notEqual(result.code, 0);
    assert.match(result.stdout + result.stderr, /pulumi config set powerstore-import:endpoint <value>/);
  });
});
