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

/** What a provider can make, and what two of a kind cannot share. */
const bearing = {
  import_session: "name",
  remote_system: "name",
  import_host_system: "agent_address",
  import_universal_consistency_group: "name",
} as const;

export type MadeCollection = keyof typeof bearing;
export const isMade = (collection: string): collection is MadeCollection => Object.hasOwn(bearing, collection);

/** Who has the name, or the address, that the body of a create wants. */
export function bearerOf(
  { world }: Simulator,
  collection: MadeCollection,
  wanted: Readonly<Record<string, unknown>>,
): Row | undefined {
  const property = bearing[collection];
  if (property === "name") return world.rowByName(collection, String(wanted.name));
  return world.rows(collection)?.find((row) => row[property] === wanted[property]);
}

/** What is over, or stands where only support can move it, needs nothing of what it came from. Not asked of the provider, which has a list of its own. */
const over: readonly unknown[] = [
  "Import_Completed",
  "Import_Completed_With_Errors",
  "Cancelled",
  "Failed",
  "Invalid",
  "Cleanup_Failed",
];

/** Ids of the sessions under way that use a remote system, a host or a group. Of a host, as far as its volumes show it: a set-up they do not. */
export function holdersOf(simulator: Simulator, collection: string, id: string): readonly string[] {
  const seen = collection === "import_host_system" ? volumesMovedOn(simulator, id) : undefined;
  return sessionRows(simulator)
    .filter(({ state }) => !over.includes(state))
    .filter(({ remote_system_id: system, source_resource_id: source, type }) => {
      // Agents take no part in an Agentless import.
      if (seen) return type === "Non_Disruptive" && seen.has(String(source));
      return (collection === "remote_system" ? system : source) === id;
    })
    .map((row) => row.id);
}

/** Source volumes whose import shows on a host with an agent. */
function volumesMovedOn({ world }: Simulator, hostSystemId: string): ReadonlySet<string> {
  const seen = (world.rows("import_host_volume") ?? []).filter(
    (row) => row.host_system_id === hostSystemId && row.is_migrating === true,
  );
  const ids = new Set(seen.map(({ id }) => id));
  const volumes = [...(world.rows("import_unity_volume") ?? []), ...(world.rows("import_universal_volume") ?? [])];
  const isSeen = (row: Row) => [row.host_volume_ids].flat().some((each) => ids.has(String(each)));
  return new Set(volumes.filter(isSeen).map(({ id }) => id));
}
