import assert from "node:assert/strict";
import { join } from "node:path";
import type { FaultEffect } from "../../simulator/src";
import { ended, eventually } from "./eventually";
import { allText, expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";
import { processBelow } from "./processes";

const PASSWORD = "source-Passw0rd";

/** A source that the array does not know yet. */
const unity = {
  type: "Unity",
  name: "old-unity",
  managementAddress: "10.20.0.10",
  username: "admin",
  password: PASSWORD,
  iscsiAddresses: ["10.20.0.21", "10.20.0.22"],
};
const source = { ...unity, options: { of: "RemoteSystem" } };

const HOST_PASSWORD = "host-Passw0rd";

/** Its agent sees what was discovered before. */
const host = {
  agentAddress: "db-01.example.com",
  agentPort: 8443,
  osType: "Linux",
  username: "root",
  password: HOST_PASSWORD,
  options: { of: "ImportHostSystem", dependsOn: "source" },
};

const plugin = "pulumi-powerstore-import/plugin";
const dynamic = "pulumi-powerstore-import";

describe("A source, a host and an import in one program, on the real engine", () => {
  const migration = usePluginMigration({ connectSeconds: 0, clock: "real", sources: [] });
  beforeEach(() => migration().beginAnew());

  const madeSystems = () =>
    (migration().simulator.world.rows("remote_system") ?? []).filter(({ name }) => name === unity.name);

  for (const surface of [plugin, dynamic] as const) {
    it(`are made and destroyed in the order that their outputs give, and no secret is left anywhere: ${surface}`, async () => {
      const { declare, up, engine, simulator, recorded, changes } = migration();
      declare({ surface, resources: { source, host } });
      /** Of source and host, whether nobody can try their passwords out by what is recorded of them. */
      const areHashesEncrypted = async () =>
        (await recorded()).flatMap(({ outputs: { secretFingerprints } = {} }) =>
          secretFingerprints === undefined ? [] : ["ciphertext" in Object(secretFingerprints)],
        );
      const first = await up();
      assert.deepEqual(await areHashesEncrypted(), [true, true]);
      const ready = simulator.world.rows("import_unity_volume")?.find((row) => row.importable_criteria === "Ready");
      assert.ok(ready, "a volume was discovered, and its host is known");
      const database = {
        remoteSystemId: { from: "source" },
        sourceResourceId: ready.id,
        options: { dependsOn: "host" },
      };
      declare({ surface, resources: { source, host, database } });
      const second = await up();
      expectSuccess(await engine.up({ args: ["--expect-no-changes", "--refresh"] }));
      assert.deepEqual(await areHashesEncrypted(), [true, true], "after a refresh, too");
      assert.deepEqual(
        (await recorded()).map(({ outputs }) => outputs?.state),
        ["OK", undefined, "Copy_In_Progress"],
      );

      const texts = [allText(join(engine.folder, "backend")), first.stdout, first.stderr, second.stdout, second.stderr];
      const journal = JSON.stringify(simulator.journal());
      for (const text of [...texts, journal])
        for (const secret of [PASSWORD, HOST_PASSWORD]) assert.ok(!text.includes(secret));

      simulator.clearJournal();
      expectSuccess(await engine.destroy());
      assert.deepEqual(madeSystems(), []);
      const order = changes().map((change) =>
        change
          .replace(/[0-9a-f-]{36}/, "{id}")
          .split(" ")
          .slice(0, 2)
          .join(" "),
      );
      assert.deepEqual(order, [
        "POST /import_session/{id}/cancel",
        "DELETE /import_session/{id}",
        "DELETE /import_host_system/{id}",
        "DELETE /remote_system/{id}",
      ]);
    });
  }

  const silent = { delaySeconds: 600 } as const;
  const points: readonly { name: string; operation: string; effect: FaultEffect }[] = [
    {
      name: "before the array hears of it",
      operation: "POST /remote_system",
      effect: { drop: "before" },
    },
    { name: "while its creation is not answered", operation: "POST /remote_system", effect: silent },
    { name: "while its connections are waited for", operation: "GET /remote_system/{id}", effect: silent },
    { name: "while the discovery is waited for", operation: "GET /import_unity", effect: silent },
    { name: "while the source is searched", operation: "POST /remote_system/{id}/discover", effect: silent },
  ];
  for (const { name, operation, effect } of points) {
    it(`is found again, made once and not lost after kill -9 of the plugin ${name}`, async () => {
      const { declare, up, engine, simulator, recorded } = migration();
      declare({ resources: { source } });
      simulator.setFaults([{ operation, effect }]);
      const run = engine.startUp();
      await eventually("the request to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
      const victim = processBelow(run, /^\S*node .*dist\/plugin\/plugin\.cjs/);
      process.kill(victim, "SIGKILL");
      assert.notEqual((await run.finished).code, 0);
      simulator.clearFaults();
      await ended(victim);
      await up();
      assert.equal(madeSystems().length, 1);
      assert.deepEqual(
        (await recorded()).map(({ id }) => id),
        madeSystems().map(({ id }) => id),
      );
      expectSuccess(await engine.destroy());
      assert.deepEqual(madeSystems(), []);
    });
  }
});
