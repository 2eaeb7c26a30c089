import type { ArrayState } from "../arrayState";
import type { RemoteSystem, SourceGroup, SourceType, SourceVolume } from "../records";
import type { Table } from "../table";
import type { Session } from "./session";

/** Where the objects of a kind of source array are, and the words it has for the stages of a migration. */
type SourceKind = {
  readonly array: "import_unity" | "import_xtremio" | "import_storage_center";
  readonly volumes: "import_unity_volume" | "import_xtremio_volume" | "import_storage_center_volume";
  readonly groups:
    | "import_unity_consistency_group"
    | "import_xtremio_consistency_group"
    | "import_storage_center_consistency_group";
  /** Undefined where the vendor's definition has no migration_state. */
  readonly migration?: Readonly<Record<MigrationStage, string>>;
};

type MigrationStage = "idle" | "running" | "completed" | "aborted";

/** Names of import objects per type: powerstore.md 3. */
export const SOURCE_KINDS = {
  Unity: {
    array: "import_unity",
    volumes: "import_unity_volume",
    groups: "import_unity_consistency_group",
    migration: {
      idle: "Normal",
      running: "Source_Migration_In_Progress",
      completed: "Source_Migration_Completed",
      aborted: "Source_Migration_Aborted",
    },
  },
  XtremIO: {
    array: "import_xtremio",
    volumes: "import_xtremio_volume",
    groups: "import_xtremio_consistency_group",
  },
  Storage_Center: {
    array: "import_storage_center",
    volumes: "import_storage_center_volume",
    groups: "import_storage_center_consistency_group",
    migration: { idle: "Not_Applicable", running: "In_Progress", completed: "Done", aborted: "Aborted" },
  },
} satisfies Record<SourceType, SourceKind>;

export function kindOf(type: SourceType): SourceKind {
  return SOURCE_KINDS[type];
}

/** What can be imported. */
export type Source = { readonly volume: SourceVolume } | { readonly group: SourceGroup };

/** The volume or consistency group with this id, on whichever array it is. */
export function findSource(array: ArrayState, id: string): Source | undefined {
  for (const kind of Object.values<SourceKind>(SOURCE_KINDS)) {
    const volume = array.tables[kind.volumes].get(id);
    if (volume !== undefined) return { volume };
    const group = array.tables[kind.groups].get(id);
    if (group !== undefined) return { group };
  }
  return undefined;
}

export function remoteSystemOf(array: ArrayState, session: Session): RemoteSystem {
  const remote = array.tables.remote_system.get(session.remote_system_id);
  if (remote === undefined) throw new Error(`session ${session.id} has no remote system`);
  return remote;
}

/** The name of what the session imports. */
export function sourceNameOf(array: ArrayState, session: Session): string {
  const source = findSource(array, session.source_resource_id);
  if (source === undefined) return session.name;
  return "volume" in source ? source.volume.name : source.group.name;
}

/** Only the management connection is simulated: a copy under way goes on without it, since data takes another path. */
export function isReachable(array: ArrayState, session: Session): boolean {
  return remoteSystemOf(array, session).state === "OK";
}

type Showing = Pick<SourceVolume, "importable_criteria" | "session_id">;

/** A source that is in another session by now is left alone. */
function show(
  array: ArrayState,
  session: Session,
  stage: MigrationStage,
  showing: (volume: SourceVolume) => Showing,
): void {
  const { volumes, migration } = kindOf(remoteSystemOf(array, session).type);
  const table: Table<SourceVolume> = array.tables[volumes];
  const volume = table.get(session.source_resource_id);
  if (volume === undefined || (volume.session_id ?? session.id) !== session.id) return;
  const state = migration === undefined ? {} : { migration_state: migration[stage] };
  table.put({ ...volume, ...state, ...showing(volume) });
}

/** The source belongs to the session from its creation on; its own array hears of it when the destination is there. */
export function claimSource(array: ArrayState, session: Session): void {
  const stage = session.destination_resource_id === null ? "idle" : "running";
  show(array, session, stage, () => ({ importable_criteria: "In_Progress", session_id: session.id }));
}

export function markImported(array: ArrayState, session: Session): void {
  show(array, session, "completed", () => ({ importable_criteria: "Imported", session_id: session.id }));
}

/** The source can be imported again; `isRolledBack` false leaves the trace of the migration on it. */
export function freeSource(array: ArrayState, session: Session, isRolledBack: boolean): void {
  const stage = isRolledBack ? "idle" : "aborted";
  show(array, session, stage, ({ idle_criteria }) => ({ importable_criteria: idle_criteria, session_id: null }));
}
