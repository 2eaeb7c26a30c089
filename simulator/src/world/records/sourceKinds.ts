/** The kinds of arrays that can be imported from, and where the objects of each are [ARRAY sources]. */

export type SourceType =
  | "Unity"
  | "VNX"
  | "PS_Equallogic"
  | "Storage_Center"
  | "XtremIO"
  | "NetApp"
  | "PowerMax_VMAX"
  | "Universal";

/** Also those that have nothing to import. */
export type RemoteSystemType = SourceType | "PowerStore" | "PowerProtect_DD";

export type SourceArrayCollection =
  | "import_unity"
  | "import_vnx_array"
  | "import_psgroup"
  | "import_storage_center"
  | "import_xtremio"
  | "import_netapp"
  | "import_vmax";

export type SourceGroupCollection =
  | "import_unity_consistency_group"
  | "import_vnx_consistency_group"
  | "import_storage_center_consistency_group"
  | "import_xtremio_consistency_group"
  | "import_vmax_storage_group"
  | "import_universal_consistency_group";

export type SourceVolumeCollection =
  | "import_unity_volume"
  | "import_vnx_volume"
  | "import_psgroup_volume"
  | "import_storage_center_volume"
  | "import_xtremio_volume"
  | "import_netapp_volume"
  | "import_vmax_volume"
  | "import_universal_volume";

export type MigrationStage = "idle" | "running" | "completed" | "aborted";

export type SourceKind = {
  /** Undefined for Universal, whose volumes belong to the remote system itself. */
  readonly array?: SourceArrayCollection;
  readonly volumes: SourceVolumeCollection;
  /** Undefined for arrays without consistency groups. */
  readonly groups?: SourceGroupCollection;
  /** The words for the stages of a migration; undefined where the vendor's definition has no migration_state. */
  readonly migration?: Readonly<Record<MigrationStage, string>>;
};

const sourceKinds = {
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
  VNX: {
    array: "import_vnx_array",
    volumes: "import_vnx_volume",
    groups: "import_vnx_consistency_group",
    migration: { idle: "None", running: "In_Progress", completed: "Completed", aborted: "Aborted" },
  },
  PS_Equallogic: {
    array: "import_psgroup",
    volumes: "import_psgroup_volume",
    migration: { idle: "None", running: "In_Progress", completed: "Completed", aborted: "Aborted" },
  },
  Storage_Center: {
    array: "import_storage_center",
    volumes: "import_storage_center_volume",
    groups: "import_storage_center_consistency_group",
    migration: { idle: "Not_Applicable", running: "In_Progress", completed: "Done", aborted: "Aborted" },
  },
  XtremIO: {
    array: "import_xtremio",
    volumes: "import_xtremio_volume",
    groups: "import_xtremio_consistency_group",
  },
  NetApp: { array: "import_netapp", volumes: "import_netapp_volume" },
  PowerMax_VMAX: { array: "import_vmax", volumes: "import_vmax_volume", groups: "import_vmax_storage_group" },
  Universal: { volumes: "import_universal_volume", groups: "import_universal_consistency_group" },
} satisfies Record<SourceType, SourceKind>;

export const sourceTypes = Object.keys(sourceKinds) as readonly SourceType[];

export const remoteSystemTypes: readonly RemoteSystemType[] = [...sourceTypes, "PowerStore", "PowerProtect_DD"];

export function isSourceType(type: string): type is SourceType {
  return Object.hasOwn(sourceKinds, type);
}

/** Of a type that can be imported from; anything else is a bug of the caller. */
export function kindOf(type: RemoteSystemType): SourceKind {
  if (!isSourceType(type)) throw new Error(`there is nothing to import from a ${type}`);
  return sourceKinds[type];
}

export const allSourceKinds: readonly SourceKind[] = Object.values(sourceKinds);
