import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import type { PrivateEngine } from "../../tools/engine/contract";
import { expectSuccess } from "./migration";

/** What the README of each example says, with a simulator for the array. */
export async function configureExample(engine: PrivateEngine, simulator: Simulator): Promise<void> {
  for (const [key, value] of Object.entries({
    "powerstore-import:endpoint": simulator.endpoint,
    "powerstore-import:username": simulator.username,
    "powerstore-import:caFile": simulator.caFile,
    remoteSystemId: "name:Unity-01",
    databaseVolume: "unity-01-vol-01",
    archiveVolume: "unity-01-vol-02",
    archiveStart: "2099-01-01T00:00:00Z",
  })) {
    await engine.setConfig(key, value);
  }
  await engine.setConfig("powerstore-import:password", simulator.password, { secret: true });
}

/** The same program in every language: what it does, and what it exports. */
export async function liveExample(engine: PrivateEngine, simulator: Simulator): Promise<void> {
  expectSuccess(await engine.up());
  const { databaseState, archiveState, databaseVolumeId } = await engine.outputs();
  assert.deepEqual([databaseState, archiveState], ["Copy_In_Progress", "Scheduled"]);
  assert.equal(typeof databaseVolumeId, "string");
  await engine.setConfig("paused", "true");
  expectSuccess(await engine.up());
  assert.equal((await engine.outputs()).databaseState, "Paused");
  expectSuccess(await engine.destroy());
  assert.deepEqual(simulator.world.rows("import_session"), []);
}
