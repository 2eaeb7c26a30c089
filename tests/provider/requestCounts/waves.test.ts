import assert from "node:assert/strict";
import { Fleet } from "./fleet";
import { type Properties, surfaces } from "./surfaces";

const COUNT = 1000;
const FEWER = 200;
/** The shortest between polls (provider/lifecycle/array/arrayAccess.ts). */
const INTERVAL_SECONDS = 1;
/** The engine has one resource to operate on. */
const ALONE = { parallel: 1 };

for (const [surface, open] of Object.entries(surfaces)) {
  describe(`Requests for a wave on the ${surface} surface, first looks, login and log-out included`, () => {
    let fleet: Fleet;
    let programs: ReadonlyMap<string, Properties>;

    const sessions = () => fleet.simulator.world.rows("import_session") ?? [];

    async function start(count: number, array: { setUpSeconds: number; cancelSeconds: number }): Promise<void> {
      // A seventh of a simulated array's volumes is not ready to be imported.
      const sources = [{ name: "Unity-01", type: "Unity", volumes: count * 1.3 }] as const;
      fleet = await Fleet.start(open, { maxActiveSessions: count, sources, ...array }, "ImportWave");
      const rows = fleet.simulator.world.rows("import_unity_volume") ?? [];
      const ready = rows.filter((row) => row.importable_criteria === "Ready").slice(0, count);
      assert.equal(ready.length, count);
      const members = ready.map(({ id }, index) => [`db-${index}`, { sourceResourceId: id }]);
      programs = new Map([["night", { remoteSystemId: "rs-unity-01", sessions: Object.fromEntries(members) }]]);
    }

    afterEach(() => fleet.close());

    it("are one per member of a thousand and few more to begin it, none for what has not changed, few to look at it, two per member to end it", async () => {
      await start(COUNT, { setUpSeconds: 0, cancelSeconds: 0 });
      const created = await fleet.up(programs, ALONE);
      assert.ok(created.all <= COUNT + 12, `${created.all} requests to create it`);
      assert.deepEqual(
        sessions().map(({ state }) => state),
        Array(COUNT).fill("Copy_In_Progress"),
      );
      assert.equal((await fleet.upAgain(programs, ALONE)).all, 0);
      const refreshed = await fleet.refresh(ALONE);
      assert.ok(refreshed.all <= 6, `${refreshed.all} requests to refresh it`);
      assert.deepEqual(refreshed.changed, []);
      const destroyed = await fleet.destroy(ALONE);
      assert.ok(destroyed.all <= 2 * COUNT + 20, `${destroyed.all} requests to destroy it`);
      assert.deepEqual(sessions(), []);
    }).timeout(60_000);

    it("are a poll per interval beside those while the array takes its time, and no more", async () => {
      await start(FEWER, { setUpSeconds: 30, cancelSeconds: 15 });
      const created = await fleet.up(programs, ALONE);
      const destroyed = await fleet.destroy(ALONE);
      for (const [most, { all, seconds }] of [[FEWER + 12, created] as const, [2 * FEWER + 20, destroyed] as const]) {
        assert.ok(seconds >= 15, `only ${seconds} seconds`);
        assert.ok(all <= most + seconds / INTERVAL_SECONDS, `${all} requests in ${seconds} seconds`);
      }
    });
  });
}
