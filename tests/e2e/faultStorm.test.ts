import assert from "node:assert/strict";
import type { FaultRule } from "../../simulator/src";
import { expectSuccess, useMigration } from "./migration";

const numbers = Array.from({ length: 10 }, (_, index) => String(index + 1).padStart(2, "0"));

/** The ten ready volumes of each source array of the simulator's default world. */
const twenty = Object.fromEntries(
  numbers.flatMap((number) => [
    [`unity-${number}`, { remoteSystemId: "rs-unity-01", sourceResourceId: `unity-01-vol-${number}` }],
    [
      `xtremio-${number}`,
      { remoteSystemId: "rs-xtremio-01", sourceResourceId: `xtremio-01-vol-${number}`, type: "Agentless" },
    ],
  ]),
);

/** Every kind of trouble, each hitting several of the requests of twenty creates and their waits. */
const storm: readonly FaultRule[] = [
  { operation: "GET /login_session", times: 1, effect: { status: 503, message: "System is busy." } },
  { operation: "POST /import_session", skip: 1, times: 3, effect: { drop: "after" } },
  { operation: "POST /import_session", times: 3, effect: { drop: "before" } },
  { operation: "POST /import_session", times: 2, effect: { status: 500 } },
  { operation: "POST /import_session", times: 2, effect: { truncate: true } },
  { operation: "POST /import_session", times: 1, effect: { status: 401 } },
  { operation: "GET /import_session/{id}", skip: 3, times: 5, effect: { status: 503, message: "System is busy." } },
  { operation: "GET /import_session/{id}", times: 5, effect: { drop: "before" } },
  { operation: "GET /import_session/{id}", times: 2, effect: { body: "<html>" } },
  { operation: "GET *", times: 3, effect: { truncate: true } },
];

describe("An up of twenty sessions in a storm of faults, on the real engine", () => {
  // Room for all: a run takes a minute of real time to call a queue long.
  const migration = useMigration({ maxActiveSessions: 20 });

  it("ends, after as many ups as it takes, with twenty sessions, none lost and none twice", async () => {
    const { engine, simulator, declare, recorded } = migration();
    declare(twenty);
    simulator.setFaults(storm);
    let runs = 0;
    for (let code = 1; code !== 0 && runs < 5; runs++) {
      code = (await engine.up({ args: ["--continue-on-error", "--parallel", "20"] })).code;
    }
    const hits = simulator.faults().reduce((sum, rule) => sum + rule.hits, 0);
    assert.ok(hits >= 20, `only ${hits} faults were met`);
    const sessions = simulator.world.rows("import_session") ?? [];
    const resources = await recorded();
    assert.deepEqual(sessions.map(({ id }) => id).sort(), resources.map(({ id }) => id).sort());
    assert.equal(new Set(sessions.map((session) => session.source_resource_id)).size, 20);
    assert.equal(sessions.length, 20);
    simulator.clearFaults();
    expectSuccess(await engine.up());
    // Those whose POST was lost were found by their names, and may be anybody's until somebody confirms it.
    const env = { POWERSTORE_IMPORT_CANCEL_CLAIMED: "true" };
    expectSuccess(await engine.destroy({ args: ["--parallel", "20"], env }));
    assert.deepEqual(simulator.world.rows("import_session"), []);
  });
});
