import type { Row, Simulator, SimulatorOptions } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";

/** The user of every simulated process; a password that no other text of a test contains. */
export const credentials = { username: "svc-import", password: "S3cret-Simulation-Password" } as const;

/** The first moment of every world, from which programs count their schedules. */
export const BEGINNING = "2026-01-01T00:00:00.000Z";

const GIBIBYTE = 1024 ** 3;

/**
 * A small world in which everything takes minutes: few volumes, a copy of five of them, and two places for sessions, so that one
 * stranger's session makes no queue and two do.
 */
export const smallWorld = {
  ...credentials,
  start: BEGINNING,
  sources: [
    { name: "Unity-01", type: "Unity", volumes: 6, sizeBytes: 9 * GIBIBYTE, groups: [2] },
    { name: "XtremIO-01", type: "XtremIO", volumes: 2, sizeBytes: 9 * GIBIBYTE, groups: [2] },
  ],
  maxActiveSessions: 2,
} as const satisfies SimulatorOptions;

/**
 * How the vendor's texts can be read where they are silent: as the simulator does by itself, and as hard as they allow. What shows late does so
 * for seconds here: a first look of a month later has the truth.
 */
export const readings = { kind: {}, harsh: { harsh: true, lateReads: 0 } } as const satisfies Record<
  string,
  SimulatorOptions
>;
export type Reading = keyof typeof readings;
export const readingNames = Object.keys(readings) as readonly Reading[];

/** One simulator for many histories: `reset` is a new world, without the price of a new TLS server. */
export async function openArray(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    ...smallWorld,
    ...options,
    // A delayed answer is late on the virtual clock, the only one there is.
    sleep: async (seconds) => simulator.advance(seconds),
  });
  return simulator;
}

export function sessionRows({ world }: Simulator): readonly Row[] {
  return world.rows("import_session") ?? [];
}

const sourceCollections = [
  "import_unity_volume",
  "import_unity_consistency_group",
  "import_xtremio_volume",
  "import_xtremio_consistency_group",
] as const;

/** `importable_criteria` of a source volume or group; undefined where the array has none such. */
export function criteriaOf({ world }: Simulator, sourceId: unknown): string | undefined {
  for (const collection of sourceCollections) {
    const row = world.row(collection, String(sourceId));
    if (row) return String(row.importable_criteria);
  }
  return undefined;
}
