import assert from "node:assert/strict";
import { importWave } from "../../../../provider/lifecycle/importWave/importWave";
import type { ImportWaveOutputs } from "../../../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Stage } from "../arrayObject/stage";
import { openStage } from "../arrayObject/stage";
import type { AnyHandler } from "../engineCalls";

export const TYPE = "powerstore-import:index:ImportWave";

/** An array with so many volumes, of which a seventh is not ready to be imported. */
export async function openWaves(volumes: number, options: SimulatorOptions = {}): Promise<Stage> {
  const sources = [
    { name: "Unity-01", type: "Unity", volumes: Math.ceil(volumes * 1.3) + 20, sizeBytes: 100 * 2 ** 30 },
  ] as const;
  const stage = await openStage(importWave.handler as AnyHandler, TYPE, {
    maxActiveSessions: volumes,
    sources,
    ...options,
  });
  stage.urn = `urn:pulumi:prod::shop::${TYPE}::night-1`;
  return stage;
}

const volumes = new WeakMap<Stage, readonly string[]>();

/** Volumes that could be imported when they were first asked for. */
export function volumeIds(stage: Stage, count: number): readonly string[] {
  const rows = stage.simulator.world.rows("import_unity_volume") ?? [];
  const ready = volumes.get(stage) ?? rows.filter((row) => row.importable_criteria === "Ready").map(({ id }) => id);
  volumes.set(stage, ready);
  assert.ok(ready.length >= count, `only ${ready.length} volumes are ready`);
  return ready.slice(0, count);
}

/** `db-01`, `db-02`, ... */
export const keyOf = (index: number) => `db-${String(index + 1).padStart(2, "0")}`;

/** A program's wave of so many imports. */
export function waveOf(
  stage: Stage,
  count: number,
  more: RawInputs = {},
  members: Readonly<Record<string, RawInputs>> = {},
) {
  const sessions = Object.fromEntries(
    volumeIds(stage, count).map((id, index) => [keyOf(index), { sourceResourceId: id, ...members[keyOf(index)] }]),
  );
  return { remoteSystemId: "rs-unity-01", sessions, ...more };
}

export function outputsOf({ recorded }: Stage): ImportWaveOutputs {
  assert.ok(recorded, "nothing is recorded");
  return recorded.outputs as unknown as ImportWaveOutputs;
}

/** The array's sessions by their names, as far as the wave's keys go: `db-01: Copy_In_Progress`. */
export function onArray({ simulator }: Stage): Readonly<Record<string, string>> {
  const rows = simulator.world.rows("import_session") ?? [];
  return Object.fromEntries(
    rows.map(({ name, state }) => [
      /^night-\d-(.*)-[0-9a-f]{8}$/.exec(String(name))?.[1] ?? String(name),
      String(state),
    ]),
  );
}
