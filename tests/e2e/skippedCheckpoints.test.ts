import assert from "node:assert/strict";
import { ended, eventually } from "./eventually";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";
import { processBelow } from "./processes";

const withoutCheckpoints = { env: { PULUMI_SKIP_CHECKPOINTS: "true" } };

const surfaces = [
  { surface: "pulumi-powerstore-import", provider: /^\S*node .*dynamic-provider/ },
  { surface: "pulumi-powerstore-import/plugin", provider: /^\S*node .*dist\/plugin\/plugin\.cjs/ },
] as const;

describe("Without checkpoints of the engine, after kill -9 of it in the middle of a stack", () => {
  const migration = usePluginMigration();

  for (const { surface, provider } of surfaces) {
    it(`${surface}: the state knows nothing, and the next up finds all that was begun and makes the rest`, async () => {
      const { engine, simulator, declare, beginAnew, changes, recorded } = migration();
      await beginAnew();
      const onArray = () => (simulator.world.rows("import_session") ?? []).map(({ id }) => String(id)).sort();
      const volumes = ["01", "02", "03", "04"].map((number) => [
        `volume-${number}`,
        { remoteSystemId: "rs-unity-01", sourceResourceId: `unity-01-vol-${number}` },
      ]);
      declare({ surface, resources: Object.fromEntries(volumes) });
      // Two are made and heard of; of the third the array holds the answer back, in real seconds. The fourth is not there.
      simulator.setFaults([
        { operation: "POST /import_session", skip: 3, effect: { status: 503 }, times: 100 },
        { operation: "POST /import_session", skip: 2, effect: { delaySeconds: 600 } },
      ]);
      const run = engine.startUp(withoutCheckpoints);
      await eventually("the third to be made", () => (onArray().length === 3 ? true : undefined));
      const host = processBelow(run, provider);
      process.kill(run.pid, "SIGKILL");
      await run.finished;
      // Until then it would try the fourth again.
      await ended(host);
      simulator.clearFaults();
      expectSuccess(await engine.cancel());
      assert.deepEqual(await recorded(), []);
      const begun = onArray();
      simulator.clearJournal();
      expectSuccess(await engine.up(withoutCheckpoints));
      assert.deepEqual(
        changes().map((change) => change.split(" {")[0]),
        ["POST /import_session"],
      );
      const inStack = (await recorded()).map(({ id }) => id).sort();
      assert.deepEqual(inStack, onArray());
      assert.deepEqual(
        begun.filter((id) => !inStack.includes(id)),
        [],
      );
      expectSuccess(await engine.destroy(withoutCheckpoints));
      assert.deepEqual([onArray(), await recorded()], [[], []]);
    });
  }
});
