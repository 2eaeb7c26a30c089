import assert from "node:assert/strict";
import type { FaultRule } from "../../simulator/src";
import type { EngineResult } from "../../tools/engine/contract";
import { ended, eventually } from "./eventually";
import { expectSuccess, type Migration, useMigration } from "./migration";
import { processBelow } from "./processes";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

/** Where a process dies: the operation under way, and the request whose answer the array is holding back at that moment. */
type KillPoint = {
  readonly during: "create" | "update" | "delete";
  readonly request: string;
  readonly reason: string;
};

const points: readonly KillPoint[] = [
  { during: "create", request: "GET /login_session", reason: "nothing was asked of the array yet" },
  { during: "create", request: "POST /import_session", reason: "the session exists, its id was never heard" },
  { during: "create", request: "GET /import_session/{id}", reason: "the id was heard, but not recorded" },
  { during: "update", request: "POST /import_session/{id}/pause", reason: "the pause is done, nobody knows" },
  { during: "delete", request: "POST /import_session/{id}/cancel", reason: "the cancel is done, nobody knows" },
];

/** Real seconds: longer than a test lets it wait, for the answer is never to come. */
const HELD_BACK: FaultRule["effect"] = { delaySeconds: 600 };

describe("After kill -9 on the real engine, the next up or destroy finds one session and the right state", () => {
  const migration = useMigration();

  for (const point of points) {
    for (const victim of ["provider", "engine"] as const) {
      it(`${victim} killed during ${point.during}, ${point.request} under way: ${point.reason}`, async () => {
        const test = migration();
        await arrange(test, point);
        test.simulator.setFaults([{ operation: point.request, effect: HELD_BACK }]);
        const run = point.during === "delete" ? test.engine.startDestroy() : test.engine.startUp();
        await eventually(`${point.request} to arrive`, () => (test.simulator.faults()[0]?.hits ? true : undefined));
        const provider = processBelow(run, /^\S*node .*dynamic-provider/);
        process.kill(victim === "provider" ? provider : run.pid, "SIGKILL");
        const result = await run.finished;
        assert.notEqual(result.code, 0);
        test.simulator.clearFaults();
        await ended(provider);
        if (victim === "engine") expectSuccess(await test.engine.cancel());
        await recover(test, point);
      });
    }
  }
});

describe("After kill -9 of the engine in the middle of a create", () => {
  const migration = useMigration();

  it("a destroy deletes nothing: the engine knows of no resource, and the session goes on until an up takes it over", async () => {
    const { engine, simulator, declare, changes, up, recorded } = migration();
    declare({ database: volume });
    simulator.setFaults([{ operation: "POST /import_session", effect: HELD_BACK }]);
    const run = engine.startUp();
    await eventually("the POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
    const provider = processBelow(run, /^\S*node .*dynamic-provider/);
    process.kill(run.pid, "SIGKILL");
    await run.finished;
    simulator.clearFaults();
    await ended(provider);
    expectSuccess(await engine.cancel());
    simulator.clearJournal();
    expectSuccess(await engine.destroy());
    assert.deepEqual([changes(), await recorded()], [[], []]);
    const [orphan, ...others] = simulator.world.rows("import_session") ?? [];
    assert.deepEqual([orphan?.state, others], ["Copy_In_Progress", []]);
    await up();
    const inStack = (await recorded()).map(({ id }) => id);
    const onArray = (simulator.world.rows("import_session") ?? []).map(({ id }) => id);
    assert.deepEqual([inStack, onArray], [[orphan?.id], [orphan?.id]]);
    simulator.clearJournal();
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"]);
    assert.deepEqual(simulator.world.rows("import_session"), []);
  });
});

async function arrange({ declare, up, simulator }: Migration, point: KillPoint) {
  declare({ database: volume });
  if (point.during !== "create") await up();
  if (point.during === "update") declare({ database: { ...volume, paused: true } });
  simulator.clearJournal();
}

async function recover({ engine, simulator, up, recorded }: Migration, point: KillPoint) {
  if (point.during !== "delete") {
    await up();
    const sessions = simulator.world.rows("import_session") ?? [];
    assert.equal(sessions.length, 1, "one session for one resource");
    const [resource] = await recorded();
    assert.equal(resource?.id, sessions[0]?.id);
    assert.equal(sessions[0]?.state, point.during === "update" ? "Paused" : "Copy_In_Progress");
    assert.equal(resource?.outputs?.state, sessions[0]?.state);
  }
  const destroyed: EngineResult = await engine.destroy();
  expectSuccess(destroyed);
  assert.deepEqual(simulator.world.rows("import_session"), []);
  assert.deepEqual(await recorded(), []);
}
