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
