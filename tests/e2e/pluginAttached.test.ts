import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("The plugin started by hand, to which the real engine attaches", () => {
  // Nowhere to be found but by the variable.
  const migration = usePluginMigration({}, { plugins: {} });
  let plugin: ChildProcess;
  let env: NodeJS.ProcessEnv;

  before("start the plugin as a developer does", async () => {
    const executable = join(__dirname, "../../pulumi-resource-powerstore-import");
    plugin = spawn(executable, [], { stdio: ["ignore", "pipe", "inherit"], env: { PATH: process.env.PATH } });
    const [port] = await once(plugin.stdout as NodeJS.ReadableStream, "data");
    env = { PULUMI_DEBUG_PROVIDERS: `powerstore-import:${String(port).trim()}` };
  });
  after("end it", async () => {
    if (!plugin || plugin.exitCode !== null) return;
    plugin.kill("SIGTERM");
    await once(plugin, "exit");
  });

  it("serves one run after the other: the end of one is not its own end", async () => {
    const { engine, simulator, declare, changes } = migration();
    declare({ resources: { database: volume } });
    expectSuccess(await engine.up({ env }));
    declare({ resources: { database: { ...volume, paused: true } } });
    expectSuccess(await engine.up({ env }));
    expectSuccess(await engine.destroy({ env }));
    assert.deepEqual(
      changes().map((change) => change.replace(/ \{.*/, "")),
      [
        "POST /import_session",
        "POST /import_session/{id}/pause",
        "POST /import_session/{id}/cancel",
        "DELETE /import_session/{id}",
      ],
    );
    assert.deepEqual(simulator.world.rows("import_session"), []);
  });

  it("writes its messages to the engine that attached last", async () => {
    const { engine, declare } = migration();
    const late = { customTimeouts: { create: "1s" } };
    declare({ resources: { database: { ...volume, waitFor: "Ready_For_Cutover", options: late } } });
    const { stdout } = await engine.up({ env });
    assert.match(stdout, /ImportSession database creating \(\d+s\).* Copy_In_Progress/);
    assert.equal(plugin.exitCode, null);
  });
});
