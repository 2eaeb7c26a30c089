/** Which collections of the array hold the sources of each type of remote system. */

export type SourceKind = {
  readonly volumes: string;
  /** Absent where the source has no groups that can be imported as one. */
  readonly groups?: string;
  /** The collection of the source arrays; absent for universal sources, which belong to a remote system itself. */
  readonly array?: string;
  /** The property of such an array that holds its serial number. @default "serial_number" */
  readonly serial?: string;
  /** A volume can be in several groups: then its row names no one group by its id, and a list has their names [ARRAY sources]. */
  readonly sharesVolumes?: true;
  /** The property that tells when such an array was last discovered. @default "last_updated_timestamp" */
  readonly updated?: string;
};

/**
 * Where the sources of a remote system are listed, by its `type` [ARRAY sources]. Systems that only replicate or back up
 * (PowerStore, PowerProtect_DD) have none.
 */
export const sourceKinds = {
  Unity: { array: "import_unity", volumes: "import_unity_volume", groups: "import_unity_consistency_group" },
  VNX: { array: "import_vnx_array", volumes: "import_vnx_volume", groups: "import_vnx_consistency_group" },
  PS_Equallogic: { array: "import_psgroup", volumes: "import_psgroup_volume", updated: "last_update_time" },
  Storage_Center: {
    array: "import_storage_center",
    updated: "last_update_time",
    volumes: "import_storage_center_volume",
    groups: "import_storage_center_consistency_group",
    sharesVolumes: true,
  },
  XtremIO: {
    array: "import_xtremio",
    volumes: "import_xtremio_volume",
    groups: "import_xtremio_consistency_group",
    sharesVolumes: true,
  },
  NetApp: { array: "import_netapp", volumes: "import_netapp_volume" },
  PowerMax_VMAX: {
    array: "import_vmax",
    serial: "symmetrix_id",
    volumes: "import_vmax_volume",
    groups: "import_vmax_storage_group",
  },
  Universal: { volumes: "import_universal_volume", groups: "import_universal_consistency_group" },
} as const satisfies Record<string, SourceKind>;

export type SourceType = keyof typeof sourceKinds;
export const sourceTypes = Object.keys(sourceKinds) as readonly SourceType[];

/** Undefined for a type of remote system that nothing is imported from, or that is not known here. */
export function sourceKindOf(type: string): SourceKind | undefined {
  return Object.hasOwn(sourceKinds, type) ? sourceKinds[type as SourceType] : undefined;
}

/** The property of a source volume that names its group; undefined where none tells which volumes a group has. */
export function groupColumnOf({ groups, sharesVolumes }: SourceKind): string | undefined {
  return groups === undefined || sharesVolumes ? undefined : `${groups}_id`;
}

/** The property of a source volume or group that names the array it is on. */
export function ownerColumnOf({ array }: SourceKind): string {
  return array === undefined ? "remote_system_id" : `${array}_id`;
}
