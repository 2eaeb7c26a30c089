import assert from "node:assert/strict";
import { join } from "node:path";
import type { FaultEffect } from "../../simulator/src";
import { ended, eventually } from "./eventually";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";
import { processBelow } from "./processes";

const shiftClock = join(__dirname, "../../tools/demo/wave/shiftClock.cjs");

const plugin = "pulumi-powerstore-import/plugin";
const dynamic = "pulumi-powerstore-import";

describe("A wave on the real engine", () => {
  const migration = usePluginMigration({ clock: "real", sources: [{ name: "Unity-01", type: "Unity", volumes: 40 }] });
  let ready: readonly string[] = [];

  beforeEach(async () => {
    migration().beginAnew();
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

  const onArray = () => (migration().simulator.world.rows("import_session") ?? []).map(({ id }) => id).sort();
  const ids = async () => {
    const members = (await outputs())?.members as unknown as Record<string, { id: string }> | undefined;
    return Object.values(members ?? {})
      .map(({ id }) => id)
      .sort();
  };

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

  it("lets a wave that waits for the phase of another go on in the next up, without a refresh, after the array has done the rest", async () => {
    const { declare, up, engine, changes, simulator } = migration();
    const sessions = (from: number, to: number) =>
      Object.fromEntries(ready.slice(from, to).map((id, index) => [keyOf(index), { sourceResourceId: id }]));
    // No goal is open once they copy: the array cuts them over by itself.
    const first = waveOf(0, { sessions: sessions(0, 2), automaticCutover: true });
    const second = waveOf(0, { sessions: sessions(2, 4), hold: { until: "first" } });
    declare({ resources: { first, second } });
    await up();
    assert.equal(simulator.world.rows("import_session")?.length, 2);
    const later = (minutes: number) => ({
      env: {
        NODE_OPTIONS: `--require ${JSON.stringify(shiftClock)}`,
        DEMO_CLOCK_OFFSET_MILLISECONDS: String(minutes * 60_000),
      },
    });
    expectSuccess(await engine.up({ ...later(10), args: ["--expect-no-changes"] }));

    for (const { id } of simulator.world.rows("import_session") ?? [])
      simulator.world.forceState(String(id), "Import_Completed");
    simulator.clearJournal();
    expectSuccess(await engine.up(later(20)));
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session", "POST /import_session"]);
    const phases = (await migration().recorded()).map(({ outputs }) => outputs?.phase);
    assert.deepEqual(phases, ["Completed", "Running"]);
    expectSuccess(await engine.up({ ...later(21), args: ["--expect-no-changes"] }));
    expectSuccess(await engine.destroy());
  });

  for (const surface of [plugin, dynamic] as const) {
    it(`is ended first, and begun anew, by --replace, as the command says: ${surface}`, async () => {
      const { declare, up, engine, changes, simulator, recorded } = migration();
      declare({ surface, resources: { night: waveOf(2) } });
      await up();
      const before = await ids();
      simulator.clearJournal();
      const [wave] = await recorded();
      expectSuccess(await engine.up({ args: ["--replace", String(wave?.urn)] }));
      assert.deepEqual(
        changes()
          .map((change) => change.replace(/ \{.*/, ""))
          .sort(),
        [
          "DELETE /import_session/{id}",
          "DELETE /import_session/{id}",
          "POST /import_session",
          "POST /import_session",
          "POST /import_session/{id}/cancel",
          "POST /import_session/{id}/cancel",
        ],
      );
      assert.equal(simulator.world.rows("import_session")?.length, 2);
      assert.ok((await ids()).every((id) => !before.includes(id)));
      expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
      expectSuccess(await engine.destroy());
      assert.deepEqual(simulator.world.rows("import_session"), []);
    });

    it(`keeps its imports, and makes none twice, where --replace would create first: ${surface}`, async () => {
      const { declare, up, engine, changes, simulator, recorded } = migration();
      const night = { ...waveOf(2), options: { of: "ImportWave", createFirst: true } };
      declare({ surface, resources: { night } });
      await up();
      const before = await ids();
      simulator.clearJournal();
      const [wave] = await recorded();
      const shown = expectFailure(await engine.up({ args: ["--replace", String(wave?.urn)] }));
      assert.match(shown, /deleteBeforeReplace: true/);
      // Creates that the array refuses, for the names and sources are in use: the engine has not said that it replaces anything.
      const isRefused = (change: string) => change === "POST /import_session";
      assert.ok(withoutInputs(changes()).every(isRefused), changes().join("\n"));
      assert.deepEqual(onArray(), before);
      simulator.clearJournal();
      await up();
      assert.deepEqual(changes(), []);
      assert.deepEqual(await ids(), before);
      expectSuccess(await engine.up({ args: ["--expect-no-changes"] }));
      const states = (simulator.world.rows("import_session") ?? []).map(({ state }) => state);
      assert.deepEqual(states, ["Copy_In_Progress", "Copy_In_Progress"]);
      expectSuccess(await engine.destroy());
      assert.deepEqual(simulator.world.rows("import_session"), []);
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
