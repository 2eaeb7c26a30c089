import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { configureFor, expectSuccess, migrationOf } from "./migration";

const volumes = { databaseVolume: "unity-01-vol-01", archiveVolume: "unity-01-vol-02" };
const remoteSystemId = "name:Unity-01";
const archiveStart = "2099-01-01T00:00:00Z";

/** What the README of each example says, with a simulator for the array. */
export async function configureExample(engine: PrivateEngine, simulator: Simulator): Promise<void> {
  await configureFor(engine, simulator);
  const settings = Object.entries({ remoteSystemId, ...volumes, archiveStart });
  const plain = settings.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  expectSuccess(await engine.run(["config", "set-all", "--stack", engine.stack, ...plain]));
}

/**
 * The same program in every language: what it does, what it exports, and what it asks of the array.
 * @param up runs the program, for one that the engine does not start by itself
 */
export async function liveExample(
  engine: PrivateEngine,
  simulator: Simulator,
  up: () => Promise<EngineResult> = () => engine.up(),
): Promise<void> {
  const { changes } = migrationOf(engine, simulator);
  const asked = async (act: () => Promise<EngineResult>) => {
    simulator.clearJournal();
    expectSuccess(await act());
    return changes().sort().map(withoutSuffix);
  };
  assert.deepEqual(await asked(up), creation);
  const { databaseState, archiveState, databaseVolumeId } = await engine.outputs();
  assert.deepEqual([databaseState, archiveState], ["Copy_In_Progress", "Scheduled"]);
  assert.equal(typeof databaseVolumeId, "string");

  assert.deepEqual(await asked(up), [], "nothing has changed");

  await engine.setConfig("paused", "true");
  assert.deepEqual(await asked(up), ["POST /import_session/{id}/pause"]);
  assert.equal((await engine.outputs()).databaseState, "Paused");

  assert.deepEqual(await asked(() => engine.destroy()), [
    "DELETE /import_session/{id}",
    "DELETE /import_session/{id}",
    'POST /import_session/{id}/cancel {"force":false}',
    'POST /import_session/{id}/cancel {"force":false}',
  ]);
  assert.deepEqual(simulator.world.rows("import_session"), []);
}

/** One import at once, and one that is scheduled. */
const creation = [
  { name: "database", volume: volumes.databaseVolume, more: {} },
  { name: "archive", volume: volumes.archiveVolume, more: { scheduled_timestamp: archiveStart } },
].map(({ name, volume, more }) => {
  const source = { remote_system_id: remoteSystemId, source_resource_id: volume };
  const body = { ...source, name, type: "Non_Disruptive", automatic_cutover: false, ...more };
  return `POST /import_session ${JSON.stringify(body)}`;
});

/** A session's name is that of its resource and eight digits which nobody can tell. */
const withoutSuffix = (change: string) => change.replace(/("name":"\w+)-[0-9a-f]{8}"/, '$1"');
