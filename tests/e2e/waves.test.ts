import assert from "node:assert/strict";
import type { FaultEffect } from "../../simulator/src";
import { ended, eventually } from "./eventually";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";
import { processBelow } from "./processes";

const plugin = "pulumi-powerstore-import/plugin";
const dynamic = "pulumi-powerstore-import";

describe("A wave on the real engine", () => {
  const migration = usePluginMigration({ clock: "real", sources: [{ name: "Unity-01", type: "Unity", volumes: 40 }] });
  let ready: readonly string[] = [];

  beforeEach(async () => {
    await migration().beginAnew();
    const rows = migration().simulator.world.rows("import_unity_volume") ?? [];
    ready = rows.filter((row) => row.importable_criteria === "Ready").map(({ id }) => id);
  });

  const keyOf = (index: number) => `db-${String(index + 1).padStart(2, "0")}`;

  /** The program's wave of so many imports. */
  const waveOf = (count: number, more: object = {}, members: Readonly<Record<string, object>> = {}) => ({
    remoteSystemId: "rs-unity-01",
    sessions: Object.fromEntries(
      ready.slice(0, count).map((id, index) => [keyOf(index), { sourceResourceId: id, ...members[keyOf(index)] }]),
    ),
    options: { of: "ImportWave" },
    ...more,
  });

  const outputs = async () => (await migration().recorded())[0]?.outputs as Record<string, never> | undefined;

  for (const surface of [plugin, dynamic] as const) {
    it(`begins, has nothing to do, pauses one, and is destroyed: ${surface}`, async () => {
      const { declare, up, engine, changes, simulator } = migration();
      declare({ surface, resources: { night: waveOf(3) } });
      await up();
      assert.deepEqual(withoutInputs(changes()), Array(3).fill("POST /import_session"));
      assert.deepEqual((await outputs())?.counts, { Copy_In_Progress: 3 });
      assert.equal((await outputs())?.phase, "Running");
      expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
      expectSuccess(await engine.refresh({ args: ["--expect-no-changes"] }));

      simulator.clearJournal();
      declare({ surface, resources: { night: waveOf(3, {}, { "db-02": { paused: true } }) } });
      const preview = await engine.run(["preview", "--stack", engine.stack, "--diff", "--non-interactive"]);
      assert.match(preview.stdout + preview.stderr, /goes on with 1: db-02/);
      if (surface === plugin) assert.match(preview.stdout, /db-02: \{\s*\n?\s*.*paused: true/);
      await up();
      assert.deepEqual(changes(), ["POST /import_session/{id}/pause"]);

      simulator.clearJournal();
      expectSuccess(await engine.destroy());
      assert.equal(changes().length, 6);
      assert.deepEqual(simulator.world.rows("import_session"), []);
    });
  }

  const silent = { delaySeconds: 600 } as const;
  const points: readonly { name: string; operation: string; skip: number; effect: FaultEffect }[] = [
    { name: "before the array hears of one", operation: "POST /import_session", skip: 2, effect: { drop: "before" } },
    { name: "while one is not answered", operation: "POST /import_session", skip: 3, effect: silent },
    { name: "at its first look", operation: "GET /import_session", skip: 1, effect: silent },
  ];
  for (const { name, operation, skip, effect } of points) {
    it(`finds all of its imports again, none twice, after kill -9 of the plugin ${name}`, async () => {
      const { declare, up, engine, simulator, sessions } = migration();
      declare({ resources: { night: waveOf(5) } });
      simulator.setFaults([{ operation, skip, times: 100, effect }]);
      const run = engine.startUp();
      await eventually("the request to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
      const victim = processBelow(run, /^\S*node .*dist\/plugin\/plugin\.cjs/);
      process.kill(victim, "SIGKILL");
      assert.notEqual((await run.finished).code, 0);
      simulator.clearFaults();
      await ended(victim);
      await up();
      assert.equal(Object.keys(sessions()).length, 5);
      assert.equal(simulator.world.rows("import_session")?.length, 5);
      assert.deepEqual((await outputs())?.counts, { Copy_In_Progress: 5 });
      expectSuccess(await engine.destroy());
    });
  }

  it("keeps what it has when one of its imports is refused, names that one, and begins it in the next run", async () => {
    const { declare, engine, up, simulator } = migration();
    simulator.setFaults([{ operation: "POST /import_session", skip: 1, times: 1, effect: { status: 422 } }]);
    declare({ resources: { night: waveOf(3) } });
    const shown = expectFailure(await engine.up());
    assert.match(shown, /sessions\["db-\d\d"\]/);
    assert.deepEqual((await outputs())?.counts, { Copy_In_Progress: 2, Not_Started: 1 });
    await up();
    assert.deepEqual((await outputs())?.counts, { Copy_In_Progress: 3 });
  });

  it("takes sessions of resources over, and gives them back, without touching the array", async () => {
    const { declare, engine, up, recorded, changes, simulator } = migration();
    const single = { remoteSystemId: "rs-unity-01", sourceResourceId: ready[0] };
    declare({ resources: { single } });
    await up();
    const [{ id, urn } = { id: "", urn: "" }] = await recorded();
    simulator.clearJournal();

    expectSuccess(await engine.run(["state", "delete", "--yes", "--stack", engine.stack, urn]));
    declare({ resources: { night: waveOf(1, {}, { "db-01": { adoptSessionId: id } }) } });
    await up();
    const members = (await outputs())?.members as unknown as Record<string, { id: string }>;
    assert.equal(members["db-01"]?.id, id);

    const [wave] = await recorded();
    expectSuccess(await engine.run(["state", "delete", "--yes", "--stack", engine.stack, wave?.urn ?? ""]));
    declare({ resources: { single: { ...single, adoptSessionId: id } } });
    await up();
    assert.equal((await recorded())[0]?.id, id);
    assert.deepEqual(changes(), []);
  });

  it("hands an import to another wave, without touching the array", async () => {
    const { declare, up, recorded, changes, simulator } = migration();
    declare({ resources: { first: waveOf(2) } });
    await up();
    const membersOf = async (name: string) => {
      const wave = (await recorded()).find(({ urn }) => urn.endsWith(`::${name}`));
      return wave?.outputs?.members as Record<string, { id: string }> | undefined;
    };
    const id = (await membersOf("first"))?.["db-02"]?.id;
    simulator.clearJournal();
    declare({ resources: { first: waveOf(1, { onRemove: "leave" }) } });
    await up();
    const second = { ...waveOf(0), sessions: { "db-02": { sourceResourceId: ready[1], adoptSessionId: id } } };
    declare({ resources: { first: waveOf(1, { onRemove: "leave" }), second } });
    await up();
    assert.deepEqual(Object.keys((await membersOf("first")) ?? {}), ["db-01"]);
    assert.equal((await membersOf("second"))?.["db-02"]?.id, id);
    assert.deepEqual(changes(), []);
  });
});
