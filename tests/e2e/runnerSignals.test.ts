import assert from "node:assert/strict";
import { eventually } from "./eventually";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";
import { endStep, startStep } from "./runner";

const plugin = "pulumi-powerstore-import/plugin";
const dynamic = "pulumi-powerstore-import";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };
const wave = {
  remoteSystemId: "rs-unity-01",
  sessions: Object.fromEntries([1, 2, 3, 4].map((n) => [`db-0${n}`, { sourceResourceId: `unity-01-vol-0${n}` }])),
  options: { of: "ImportWave" },
};

describe("A run that a runner ends, by the steps of the workflow file, on the real engine", () => {
  const migration = usePluginMigration();

  beforeEach(() => migration().beginAnew());

  for (const surface of [plugin, dynamic] as const) {
    it(`while it waits: INT is enough, the id stays, no lock is left, and the next run goes on: ${surface}`, async () => {
      const { engine, simulator, declare, recorded, changes } = migration();
      declare({ surface, resources: { database: { ...volume, waitFor: "Ready_For_Cutover" } } });
      const step = await startStep(engine, "up");
      await eventually("the copy to be waited for", () =>
        simulator.journal().entries.some(({ path }) => path.startsWith("/api/rest/import_session/")) ? true : undefined,
      );
      const { sent } = await endStep(step, "github");
      assert.deepEqual(sent, ["SIGINT"]);
      const { code, stdout } = await step.finished;
      assert.notEqual(code, 0);
      assert.match(stdout, /stopped waiting for import session.*run "pulumi up" again/s);
      const [resource] = await recorded();
      assert.equal(resource?.id, simulator.world.rows("import_session")?.[0]?.id);

      simulator.advance(24 * 3600);
      expectSuccess(await (await startStep(engine, "up")).finished);
      assert.equal((await recorded())[0]?.outputs?.state, "Ready_For_Cutover");
      assert.equal(changes().filter((change) => change.startsWith("POST /import_session ")).length, 1);
    });

    for (const by of surface === plugin ? (["github", "term"] as const) : (["github"] as const)) {
      const signals = by === "github" ? "INT, TERM and KILL" : "TERM and KILL";
      it(`while the array does not answer a create: after ${signals} the step that takes the lock away and the next run find the one session: ${surface}`, async () => {
        const { engine, simulator, declare, recorded } = migration();
        declare({ surface, resources: { database: volume } });
        simulator.setFaults([{ operation: "POST /import_session", effect: { delaySeconds: 600 } }]);
        const step = await startStep(engine, "up");
        await eventually("the POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
        const { sent } = await endStep(step, by);
        assert.deepEqual(sent.slice(0, 2), by === "github" ? ["SIGINT", "SIGTERM"] : ["SIGTERM", "SIGKILL"]);
        simulator.clearFaults();
        expectSuccess(await (await startStep(engine, "Take away the lock of the run that was ended here")).finished);

        expectSuccess(await (await startStep(engine, "up")).finished);
        const [session, ...others] = simulator.world.rows("import_session") ?? [];
        assert.deepEqual(others, []);
        assert.deepEqual(
          (await recorded()).map(({ id, outputs }) => [id, outputs?.state]),
          [[session?.id, "Copy_In_Progress"]],
        );
      });
    }
  }

  it("in the middle of a wave: the next run has all of its imports, none twice", async () => {
    const { engine, simulator, declare, recorded } = migration();
    declare({ resources: { night: wave } });
    simulator.setFaults([{ operation: "POST /import_session", skip: 2, times: 10, effect: { delaySeconds: 600 } }]);
    const step = await startStep(engine, "up");
    await eventually("the third POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
    const { sent } = await endStep(step, "github");
    simulator.clearFaults();
    expectSuccess(await (await startStep(engine, "Take away the lock of the run that was ended here")).finished);
    expectSuccess(await (await startStep(engine, "up")).finished);
    assert.ok(sent.length >= 2);
    assert.equal(simulator.world.rows("import_session")?.length, 4);
    assert.deepEqual((await recorded())[0]?.outputs?.counts, { Copy_In_Progress: 4 });
  });
});
