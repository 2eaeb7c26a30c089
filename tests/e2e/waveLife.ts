import assert from "node:assert/strict";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { configureFor, expectSuccess, IMMEDIATE, migrationOf, withoutInputs } from "./migration";

const HOUR = 3_600_000;

/** One in the afternoon in Berlin, by winter time. */
const START = Date.parse("2026-12-03T12:00:00Z");
const OPENING = START + 9 * HOUR;

const shiftClock = join(__dirname, "../../tools/demo/wave/shiftClock.cjs");

/** An array whose clock only the test moves; a copy takes about an hour. */
export const startNightArray = (): Promise<Simulator> =>
  startSimulator({ ...IMMEDIATE, start: new Date(START).toISOString() });

/** What the README of the example says, with a simulator for the array. */
export async function configureWave(engine: PrivateEngine, simulator: Simulator): Promise<void> {
  await configureFor(engine, simulator);
  const settings = Object.entries({
    remoteSystemId: "name:Unity-01",
    cutOverNight: "2026-12-04T22:00",
    maxActive: "2",
  });
  const plain = settings.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  expectSuccess(await engine.run(["config", "set-all", "--stack", engine.stack, ...plain]));
}

/**
 * The same program in every language: four imports, two at a time, in their windows.
 * @param cutOver lets the program cut over
 */
export async function liveWave(engine: PrivateEngine, simulator: Simulator, cutOver: () => unknown): Promise<void> {
  const { changes, sessions } = migrationOf(engine, simulator);
  /** What a run at a time asks of the array; the provider's clock shows the array's time. */
  const upAt = async (moment: number): Promise<string[]> => {
    simulator.advance(Math.max(0, (moment - simulator.world.now()) / 1000));
    simulator.clearJournal();
    const offset = String(simulator.world.now() - Date.now());
    const env = { NODE_OPTIONS: `--require ${JSON.stringify(shiftClock)}`, DEMO_CLOCK_OFFSET_MILLISECONDS: offset };
    const result: EngineResult = await engine.up({ env });
    expectSuccess(result);
    return changes();
  };
  const scheduled = await upAt(START);
  assert.deepEqual(withoutInputs(scheduled), ["POST /import_session", "POST /import_session"]);
  for (const change of scheduled) assert.match(change, /"scheduled_timestamp":"2026-12-03T21:00:00/);
  assert.deepEqual(sessions(), { "wave-db-01": "Scheduled", "wave-db-02": "Scheduled" });
  assert.deepEqual(await upAt(START + HOUR), [], "it is not night yet");

  assert.deepEqual(withoutInputs(await upAt(OPENING + 1.5 * HOUR)), ["POST /import_session", "POST /import_session"]);
  assert.deepEqual(Object.values(sessions()).sort(), [
    "Copy_In_Progress",
    "Copy_In_Progress",
    "Ready_For_Cutover",
    "Ready_For_Cutover",
  ]);

  await cutOver();
  assert.deepEqual(await upAt(OPENING + 12 * HOUR), [], "the night is not the agreed one");
  assert.equal((await engine.outputs()).nextChangeAt, "2026-12-04T21:00:00Z");
  assert.deepEqual(await upAt(OPENING + 24 * HOUR), Array(4).fill("POST /import_session/{id}/cutover"));
  assert.equal((await engine.outputs()).phase, "Completed");

  simulator.clearJournal();
  expectSuccess(await engine.destroy());
  assert.deepEqual(changes(), Array(4).fill("DELETE /import_session/{id}"));
}
