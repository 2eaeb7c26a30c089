import assert from "node:assert/strict";
import { ended, eventually } from "./eventually";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";
import { processBelow } from "./processes";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

describe("After kill -9 in the middle of a plugin's create, on the real engine", () => {
  const migration = usePluginMigration();

  for (const victim of ["engine", "plugin"] as const) {
    it(`of the ${victim}: no process is left, and the next up goes on with the one session`, async () => {
      const { engine, simulator, declare, up, recorded } = migration();
      declare({ resources: { database: volume } });
      // The session is made, and its id never heard. Real seconds: longer than a test lets it wait.
      simulator.clearJournal();
      simulator.setFaults([{ operation: "POST /import_session", effect: { delaySeconds: 600 } }]);
      const run = engine.startUp();
      await eventually("the POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
      const plugin = processBelow(run, /^\S*node .*dist\/plugin\/plugin\.cjs/);
      process.kill(victim === "plugin" ? plugin : run.pid, "SIGKILL");
      assert.notEqual((await run.finished).code, 0);
      simulator.clearFaults();
      await ended(plugin);
      const loggedOut = simulator.journal().entries.some(({ path }) => path.endsWith("/logout"));
      assert.equal(loggedOut, victim === "engine");
      if (victim === "engine") expectSuccess(await engine.cancel());
      await up();
      const sessions = simulator.world.rows("import_session") ?? [];
      assert.deepEqual(
        (await recorded()).map(({ id }) => id),
        sessions.map(({ id }) => id),
      );
      assert.equal(sessions.length, 1);
      expectSuccess(await engine.destroy());
      assert.deepEqual(simulator.world.rows("import_session"), []);
    });
  }
});
