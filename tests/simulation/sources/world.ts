import type { Row, Simulator, SimulatorOptions } from "../../../simulator/src";
import type { MadeCollection } from "../array";
import { readings } from "../array";

/**
 * An array with a source of somebody else's, on which nothing of a history happens. `approving`: a second person has to agree before a source, a host or a
 * group is made or deleted.
 */
const company = { sources: [{ name: "Theirs-01", type: "Unity", volumes: 2 }], maxActiveSessions: 8 } as const;

const approved = ["remote_system", "import_host_system", "import_universal_consistency_group"].flatMap((collection) => [
  `POST /${collection}`,
  `DELETE /${collection}/{id}`,
]);

export const sourceReadings = {
  kind: { ...company, ...readings.kind },
  // A universal source always comes with a group here: by this reading nobody could ever delete one.
  harsh: { ...company, ...readings.harsh, groupsAtSourceDelete: "go" },
  approving: {
    ...company,
    version: "4.4",
    criticalOperations: [...approved, "PATCH /remote_system/{id}"],
    approvalSeconds: 3600,
  },
} as const satisfies Record<string, SimulatorOptions>;

export type SourceReading = keyof typeof sourceReadings;
export const sourceReadingNames = Object.keys(sourceReadings) as readonly SourceReading[];

/** What histories are about, in the order in which it is made. */
export const collections = [
  "remote_system",
  "import_host_system",
  "import_universal_consistency_group",
  "import_session",
] as const satisfies readonly MadeCollection[];

export type Objects = Readonly<Record<MadeCollection, readonly Row[]>>;

export function objectsOf({ world }: Simulator): Objects {
  const rows = (collection: MadeCollection) => world.rows(collection) ?? [];
  return Object.fromEntries(collections.map((each) => [each, rows(each)])) as unknown as Objects;
}

/** What has been found on a source, in an order of its own; a program looks it up as `getImportableVolumes` does. */
export function volumesOn({ world }: Simulator, remoteSystemId: string): readonly string[] {
  const unities = (world.rows("import_unity") ?? []).filter(
    (row) => row.management_address === addressOn(world, remoteSystemId),
  );
  const owners = new Set<unknown>(unities.map(({ id }) => id));
  const ofUnity = (world.rows("import_unity_volume") ?? []).filter((row) => owners.has(row.import_unity_id));
  const ofUniversal = (world.rows("import_universal_volume") ?? []).filter(
    (row) => row.remote_system_id === remoteSystemId,
  );
  return [...ofUnity, ...ofUniversal].map(({ id }) => id);
}

const addressOn = (world: Simulator["world"], remoteSystemId: string) =>
  world.row("remote_system", remoteSystemId)?.management_address;
