import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { configureFor, expectSuccess, IMMEDIATE, migrationOf } from "./migration";

const volume = "old-unity-Vol-01";
const host = "db-01.example.com";
const target = "10.20.0.21";

/** A list, or where a language has no loops, the one. */
const settings = {
  sourceAddress: "10.20.0.10",
  sourceUser: "admin",
  hostUser: "root",
  sourceTarget: target,
  sourceTargets: JSON.stringify([target]),
  host,
  hosts: JSON.stringify([host]),
  volume,
  volumes: JSON.stringify([volume]),
};
const secrets = { sourcePassword: "source-Passw0rd", hostPassword: "host-Passw0rd" };

/** An array that knows nothing, and whose time passes as everybody's; a copy takes about a second. */
export const startEmptyArray = (): Promise<Simulator> =>
  startSimulator({ ...IMMEDIATE, sources: [], clock: "real", connectSeconds: 0, speed: 3600 });

/** What the README of the example says, with a simulator for the array. */
export async function configureWholeMigration(engine: PrivateEngine, simulator: Simulator): Promise<void> {
  await configureFor(engine, simulator);
  const plain = Object.entries(settings).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  const secret = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
  expectSuccess(await engine.run(["config", "set-all", "--stack", engine.stack, ...plain, ...secret]));
}

/**
 * The same program in every language: from an array that knows nothing to a completed import, and what is not needed any more taken down.
 * @param cutOver lets the program cut over
 */
export async function liveWholeMigration(
  engine: PrivateEngine,
  simulator: Simulator,
  cutOver: () => unknown,
): Promise<void> {
  const rows = (collection: string) => simulator.world.rows(collection) ?? [];
  const up = async (): Promise<EngineResult> => expectSuccess(await engine.up());
  await up();
  assert.deepEqual(
    ["remote_system", "import_host_system", "import_session"].map((collection) => rows(collection).length),
    [1, 1, 1],
  );
  const [session] = rows("import_session");
  const source = rows("import_unity_volume").find(({ id }) => id === session?.source_resource_id);
  assert.equal(source?.name, volume, "it was found by its name");

  await cutOver();
  // One gate a run: what still copies in the first is cut over in a later one.
  for (let run = 0; run < 3 && rows("import_session")[0]?.state !== "Import_Completed"; run++) await up();
  assert.equal(rows("import_session")[0]?.state, "Import_Completed");
  simulator.clearJournal();
  await up();
  assert.deepEqual(migrationOf(engine, simulator).changes(), [], "nothing has changed");

  const volumes = rows("volume").length;
  const state = JSON.stringify(engine.readState());
  for (const text of Object.values(secrets)) assert.ok(!state.includes(text), "no secret is in the state");
  expectSuccess(await engine.destroy());
  for (const collection of ["import_session", "remote_system", "import_host_system"])
    assert.deepEqual(rows(collection), []);
  assert.equal(rows("volume").length, volumes, "what was imported stays");
}
