import assert from "node:assert/strict";
import type { SimulatorOptions } from "../../../simulator/src";
import { Fleet, type Pace } from "./fleet";
import { type Properties, surfaces } from "./surfaces";

/** Two cores' worth of operations at a time, as the engine has by default. */
const FEW = 8;
const setsUpAtOnce: SimulatorOptions = { setUpSeconds: 0, cancelSeconds: 0 };

/** All requests of creating and of destroying four hundred, the looks at what became of each, login and log-out included. */
const goal = { create: 520, destroy: 930 };
/** By the model of an engine's pace: where it is not met, and what holds there (docs/decisions/009). */
const slowPaces: { what: string; pace: Pace; create: number; destroy: number }[] = [
  {
    what: "that takes four times as long to write",
    pace: { parallel: FEW, writeSeconds: 4e-4 },
    ...{ create: 553, destroy: 966 },
  },
  { what: "with four operations at a time", pace: { parallel: 4, writeSeconds: 1e-4 }, create: 603, destroy: 1009 },
];

for (const [surface, open] of Object.entries(surfaces)) {
  describe(`Requests of the ${surface} surface`, () => {
    let fleet: Fleet;

    async function start(count: number, options: SimulatorOptions = {}): Promise<void> {
      // A seventh of a simulated array's volumes is not ready to be imported.
      const sources = [{ name: "Unity-01", type: "Unity", volumes: Math.ceil(count * 1.3) + 20 }] as const;
      fleet = await Fleet.start(open, { maxActiveSessions: count, sources, ...options });
    }

    function programs(count: number, more: Properties = {}): Map<string, Properties> {
      const rows = fleet.simulator.world.rows("import_unity_volume") ?? [];
      const ready = rows.filter((row) => row.importable_criteria === "Ready").map(({ id }) => id);
      assert.ok(ready.length >= count, `only ${ready.length} volumes are ready`);
      const program = (id: string) => ({ remoteSystemId: "rs-unity-01", sourceResourceId: id, ...more });
      return new Map(ready.slice(0, count).map((id) => [id, program(id)]));
    }

    const states = () => new Set(fleet.simulator.world.rows("import_session")?.map(({ state }) => state));

    afterEach(() => fleet.close());

    it("are at most 12 for a refresh of a thousand sessions", async () => {
      await start(1000, setsUpAtOnce);
      await fleet.up(programs(1000), { parallel: 1000 });
      const { all, changed } = await fleet.refresh({ parallel: FEW });
      assert.ok(all <= 12, `${all} requests`);
      assert.deepEqual(changed, []);
    });

    it("are one per create, and few more, on an array that sets up at once", async () => {
      await start(400, setsUpAtOnce);
      const { all, others, looks, polls, names } = await fleet.up(programs(400), { parallel: FEW });
      assert.ok(all <= goal.create, `${all} requests`);
      assert.ok(others <= 412, `${others} requests besides looks`);
      assert.equal(looks, 400 / FEW, "sessions that are created together are looked at together");
      assert.deepEqual(polls, []);
      assert.equal(names, 1, "one page for all that are created within a minute");
      assert.deepEqual(states(), new Set(["Copy_In_Progress"]));
    });

    it("are one per create that a killed run had not begun, and few for those that it had", async () => {
      await start(100, setsUpAtOnce);
      const all = programs(100);
      await fleet.upKilled(all, { parallel: FEW }, 50);
      const begun = fleet.simulator.world.rows("import_session")?.length ?? 0;
      const { others, looks, polls, names } = await fleet.up(all, { parallel: FEW });
      assert.ok(others <= 100 - begun + 12, `${others} requests besides looks`);
      const reads = looks + polls.length;
      assert.ok(reads <= (100 - begun) / FEW + 5, `${reads} reads of sessions`);
      assert.equal(names, 1);
      assert.equal(fleet.simulator.world.rows("import_session")?.length, 100);
      assert.deepEqual(states(), new Set(["Copy_In_Progress"]));
    });

    for (const { what, pace, create, destroy } of slowPaces) {
      it(`are beyond the goal, at most ${create} to create four hundred and ${destroy} to destroy them, on an engine ${what}`, async () => {
        await start(400, setsUpAtOnce);
        const created = await fleet.up(programs(400), pace);
        assert.ok(created.all <= create, `${created.all} requests to create`);
        const destroyed = await fleet.destroy(pace);
        assert.ok(destroyed.all <= destroy, `${destroyed.all} requests to destroy`);
        assert.deepEqual(states(), new Set());
      });
    }

    it("answer several looks each where the engine brings operations one by one, at hardly any cost of time", async () => {
      await start(400, setsUpAtOnce);
      const pace = { parallel: FEW, writeSeconds: 1e-4 };
      const itsOwn = 2 * 400 * 200 * 1e-4;
      const [created, destroyed] = [await fleet.up(programs(400), pace), await fleet.destroy(pace)];
      assert.ok(created.all <= goal.create, `${created.all} requests to create`);
      assert.ok(destroyed.all <= goal.destroy, `${destroyed.all} requests to destroy`);
      for (const run of [created, destroyed]) {
        assert.ok(run.seconds <= itsOwn * 1.05, `${run.seconds} seconds in place of the engine's own ${itsOwn}`);
        assert.ok(run.reads.length <= 110, `${run.reads.length} reads for 400 first looks`);
      }
    });

    it("bring in as much per created session in a large stack as in a small one", async () => {
      const bytesOf = async (count: number) => {
        await start(count, setsUpAtOnce);
        const { bytes } = await fleet.up(programs(count), { parallel: FEW });
        return bytes / count;
      };
      const few = await bytesOf(100);
      await fleet.close();
      const many = await bytesOf(400);
      assert.ok(many <= few * 1.05, `${many} bytes per session in place of ${few}`);
    });

    it("are two per destroyed session, and few more, on an array that cancels at once", async () => {
      await start(400, setsUpAtOnce);
      await fleet.up(programs(400), { parallel: 400 });
      const { all, others, looks, polls } = await fleet.destroy({ parallel: FEW });
      assert.ok(all <= goal.destroy, `${all} requests`);
      assert.ok(others <= 820, `${others} requests besides looks`);
      assert.equal(looks, 400 / FEW, "sessions that are cancelled together are looked at together");
      assert.equal(polls.length, 1, "the first look at all of them");
      assert.deepEqual(states(), new Set());
    });

    it("are one poll per interval while sessions are set up and cancelled, whatever their number", async () => {
      await start(100, { setUpSeconds: 30, cancelSeconds: 15 });
      const created = await fleet.up(programs(100), { parallel: FEW });
      assert.ok(created.others <= 112, `${created.others} requests besides looks`);
      assertOncePerInterval(created.polls);
      const destroyed = await fleet.destroy({ parallel: FEW });
      assert.ok(destroyed.others <= 220, `${destroyed.others} requests besides looks`);
      assertOncePerInterval(destroyed.polls);
    });

    it("are one poll per interval while four hundred sessions copy, all waited for at once", async () => {
      await start(400, { copyBytesPerSecond: 5 * 2 ** 30 });
      const before = fleet.simulator.now();
      const waiting = programs(400, { waitFor: "Ready_For_Cutover" });
      const { others, polls } = await fleet.up(waiting, { parallel: 400 });
      assert.ok(others <= 412, `${others} requests besides looks`);
      assertOncePerInterval(polls);
      const seconds = (fleet.simulator.now() - before) / 1000;
      assert.ok(polls.length <= seconds / 3, `${polls.length} polls in ${seconds} seconds`);
      assert.deepEqual(states(), new Set(["Ready_For_Cutover"]));
    });

    it("are one login and one log-out per process, whatever it does", async () => {
      await start(20, setsUpAtOnce);
      const runs = [
        await fleet.up(programs(20), { parallel: 20 }),
        await fleet.refresh({ parallel: FEW }),
        await fleet.destroy({ parallel: FEW }),
      ];
      for (const { logins, logouts } of runs) assert.deepEqual({ logins, logouts }, { logins: 1, logouts: 1 });
    });

    it("are one for reading one session alone, beside login, cluster and log-out", async () => {
      await start(1, setsUpAtOnce);
      await fleet.up(programs(1), { parallel: 1 });
      await fleet.refresh({ parallel: FEW });
      const operations = fleet.simulator.journal().entries.map(({ operation }) => operation);
      assert.deepEqual(operations, ["GET /login_session", "GET /cluster", "GET /import_session/{id}", "POST /logout"]);
    });
  });
}

/** The shortest interval is a second (provider/lifecycle/array/arrayAccess.ts); a look takes its answer from another one up to then. */
function assertOncePerInterval(times: readonly number[]): void {
  const tooSoon = times.filter((time, index) => time - (times[index - 1] ?? Number.NEGATIVE_INFINITY) < 1);
  assert.deepEqual(tooSoon, []);
}
