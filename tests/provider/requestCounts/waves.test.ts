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
      // The other seven: login, who it is, its release, log-out, the names in use, what is on the source, and a look.
      assert.ok(created.all <= COUNT + 7, `${created.all} requests to create it`);
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

    for (const [what, settings] of [
      ["", {}],
      [", also where a namespace says whose they are", { namespace: "east" }],
    ] as const) {
      it(`are one per member that a killed run had not begun, and none for those that it had: they come from a page${what}`, async () => {
        await start(100, { setUpSeconds: 0, cancelSeconds: 0 });
        Object.assign(fleet.settings, settings);
        await fleet.upKilled(programs, ALONE, 50);
        const begun = sessions().map(({ id }) => id);
        assert.ok(begun.length >= 50 && begun.length < 100, `${begun.length} are begun`);
        const { all } = await fleet.up(programs, ALONE);
        assert.ok(all <= 100 - begun.length + 12, `${all} requests to begin the other ${100 - begun.length}`);
        const ids = Object.values(fleet.recorded.get("night")?.outputs.members as Record<string, { id: string }>);
        assert.equal(new Set(ids.map(({ id }) => id)).size, 100);
        assert.deepEqual(
          sessions().map(({ state }) => state),
          Array(100).fill("Copy_In_Progress"),
        );
      });
    }

    it("are one per member whose name another stack's import of another source has, and change nothing", async () => {
      await start(100, { setUpSeconds: 0, cancelSeconds: 0 });
      await fleet.up(programs, ALONE);
      const [[, program] = ["", {}]] = programs;
      const { sessions: members } = program as { sessions: Record<string, object> };
      const keys = Object.keys(members);
      const others = Object.fromEntries(keys.map((key, index) => [key, members[keys[(index + 1) % 100] ?? ""]]));
      const exchanged = new Map([["night", { ...program, sessions: others }]]);
      await assert.rejects(fleet.up(exchanged, ALONE));
      const { entries } = fleet.simulator.journal();
      assert.ok(entries.length <= 100 + 12, `${entries.length} requests`);
      assert.deepEqual(
        entries.filter(({ method }) => method !== "GET").map(({ path }) => path),
        [],
      );
    });

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
