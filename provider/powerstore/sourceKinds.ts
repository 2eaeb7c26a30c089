export type SourceKind = {
  readonly volumes: string;
  /** Absent where the source has no groups that can be imported as one. */
  readonly groups?: string;
};

/**
 * Where the sources of a remote system are listed, by its `type` (powerstore.md 3). Systems that only replicate or back up
 * (PowerStore, PowerProtect_DD) have none.
 */
export const sourceKinds = {
  Unity: { volumes: "import_unity_volume", groups: "import_unity_consistency_group" },
  VNX: { volumes: "import_vnx_volume", groups: "import_vnx_consistency_group" },
  PS_Equallogic: { volumes: "import_psgroup_volume" },
  Storage_Center: { volumes: "import_storage_center_volume", groups: "import_storage_center_consistency_group" },
  XtremIO: { volumes: "import_xtremio_volume", groups: "import_xtremio_consistency_group" },
  NetApp: { volumes: "import_netapp_volume" },
  PowerMax_VMAX: { volumes: "import_vmax_volume", groups: "import_vmax_storage_group" },
  Universal: { volumes: "import_universal_volume", groups: "import_universal_consistency_group" },
} as const satisfies Record<string, SourceKind>;

export type SourceType = keyof typeof sourceKinds;
export const sourceTypes = Object.keys(sourceKinds) as readonly SourceType[];

/** Undefined for a type of remote system that nothing is imported from, or that is not known here. */
export function sourceKindOf(type: string): SourceKind | undefined {
  return Object.hasOwn(sourceKinds, type) ? sourceKinds[type as SourceType] : undefined;
}
