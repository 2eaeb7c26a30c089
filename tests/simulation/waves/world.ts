import type { Simulator, SimulatorOptions } from "../../../simulator/src";
import { readings } from "../array";

const GIBIBYTE = 1024 ** 3;

/** Volumes enough for two stacks with waves, of a few minutes each, and three places for sessions. */
const waves = {
  sources: [
    { name: "Unity-01", type: "Unity", volumes: 18, sizeBytes: 9 * GIBIBYTE },
    { name: "XtremIO-01", type: "XtremIO", volumes: 3, sizeBytes: 9 * GIBIBYTE },
  ],
  maxActiveSessions: 4,
} as const satisfies SimulatorOptions;

export const waveReadings = { kind: { ...waves, ...readings.kind }, harsh: { ...waves, ...readings.harsh } } as const;

/** Volumes that can be imported before anything has happened. */
export function readyVolumes({ world }: Simulator): readonly string[] {
  return (world.rows("import_unity_volume") ?? [])
    .filter((row) => row.importable_criteria === "Ready" && !row.import_unity_consistency_group_id)
    .map(({ id }) => id);
}
