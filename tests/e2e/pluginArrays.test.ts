import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const source = (number: string) => ({
  remoteSystemId: "name:Unity-01",
  sourceResourceId: `unity-01-vol-${number}`,
});

describe("One program with two arrays, by explicit providers of the plugin on the real engine", () => {
  const migration = usePluginMigration();
  let west: Simulator;

  before("start a second array", async () => {
    west = await startSimulator({
      setUpSeconds: 0,
      cancelSeconds: 0,
      username: "west-admin",
      password: "West-Secret-7",
      cluster: { name: "PowerStore-West", globalId: "PS0000000002" },
      sources: [{ name: "Unity-01", type: "Unity", volumes: 2 }],
    });
  });
  after("stop it", () => west?.close());

  /** The password of one is a Pulumi secret, that of the other plain text: neither may be seen. */
  function providers() {
    const east = migration().simulator;
    return {
      east: connectionTo(east, { secret: east.password }),
      west: connectionTo(west, west.password),
    };
  }

  function declareBoth() {
    migration().declare({
      providers: providers(),
      resources: {
        orders: { ...source("01"), options: { provider: "east" } },
        archive: { ...source("02"), description: { secret: "Project Nightfall" }, options: { provider: "west" } },
      },
      queries: {
        eastern: { call: "getImportableVolumes", args: { remoteSystemId: "name:XtremIO-01" }, provider: "east" },
        western: { call: "getImportableVolumes", args: {}, provider: "west" },
      },
    });
  }

  it("imports on each what belongs there, named by the rules of pulumi:autonaming", async () => {
    const { engine, simulator, up, recorded } = migration();
    const pattern = `\${name}-of-\${stack}`;
    expectSuccess(
      await engine.run(["config", "set", "--path", "pulumi:autonaming.pattern", pattern, "--stack", engine.stack]),
    );
    declareBoth();
    await up();
    const onArray = ({ world }: Simulator) =>
      world.rows("import_session")?.map(({ name, source_resource_id }) => [name, source_resource_id]);
    assert.deepEqual(onArray(simulator), [["orders-of-test", "unity-01-vol-01"]]);
    assert.deepEqual(onArray(west), [["archive-of-test", "unity-01-vol-02"]]);
    const clusters = (await recorded()).map(({ outputs }) => outputs?.clusterId);
    assert.equal(new Set(clusters).size, 2);
  });

  it("answers functions from the array of their provider", async () => {
    const { answers } = await migration().engine.outputs();
    const { eastern, western } = answers as Record<string, { volumes: { id: string }[] }>;
    assert.ok(eastern?.volumes.some(({ id }) => id === "xtremio-01-vol-01"));
    assert.deepEqual(
      western?.volumes.map(({ id }) => id),
      ["unity-01-vol-01", "unity-01-vol-02"],
    );
  });

  it("shows neither a password nor a secret input in the exported stack", async () => {
    assertNoSecrets(JSON.stringify(await migration().engine.exportState()));
  });

  function assertNoSecrets(state: string) {
    assert.match(state, /archive-of-test/);
    for (const text of [migration().simulator.password, west.password, "Nightfall"])
      assert.ok(!state.includes(text), text);
    assert.doesNotMatch(state, /auth_cookie|DELL-EMC-TOKEN|Basic /i);
  }

  it("refreshes and destroys with the program's current password where a provider's was rotated", async () => {
    const { engine, simulator } = migration();
    west.changeAccount({ password: "West-Rotated-8" });
    const locked = await engine.refresh();
    assert.notEqual(locked.code, 0);
    assert.match(locked.stdout, /west-admin.*refused.*run the same command with --run-program/s);
    declareBoth();
    const refreshed = expectSuccess(await engine.refresh({ args: ["--run-program"] }));
    assertNoSecrets(JSON.stringify(engine.readState()));
    const destroyed = expectSuccess(await engine.destroy());
    for (const { stdout, stderr } of [locked, refreshed, destroyed])
      assert.doesNotMatch(stdout + stderr, /West-Secret-7|West-Rotated-8|Nightfall/);
    assert.deepEqual([simulator.world.rows("import_session"), west.world.rows("import_session")], [[], []]);
  });
});

function connectionTo({ endpoint, username, caCertificate }: Simulator, password: unknown) {
  return { endpoint, username, caCertificate, password };
}
