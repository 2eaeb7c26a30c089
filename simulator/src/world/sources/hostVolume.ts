import type { ArrayState } from "../array/arrayState";
import type { Table } from "../array/table";
import { toTimestamp } from "../records/instants";
import type { SourceVolume, Stored } from "../records/records";
import { allSourceKinds, type SourceKind } from "../records/sourceKinds";
import { settleGroup } from "./groupCriteria";

/** A volume of a source array, and the table that it is in. */
export type Seen = { readonly kind: SourceKind; readonly table: Table<SourceVolume>; readonly volume: SourceVolume };

/** What a source volume says while a host that accesses it has not been added; a Non_Disruptive import is refused then. */
export const HOST_MISSING = "Host_Not_Added";

/** What it says while the version of the agent of a host that accesses it does not fit. */
export const HOST_OUTDATED = "Incompatible_Host_Agent";

/** Whether hosts of this kind of array have agents: those whose volumes have `host_volume_ids` [ARRAY sources]. */
export function isSeenByHosts(volume: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(volume.host_volume_ids);
}

/** All volumes of source arrays whose hosts have agents. */
export function seenVolumes(array: ArrayState): readonly Seen[] {
  return allSourceKinds.flatMap((kind) => {
    const table: Table<SourceVolume> = array.tables[kind.volumes];
    return [...table.values()].filter(isSeenByHosts).map((volume) => ({ kind, table, volume }));
  });
}

export function hostVolumeIdsOf(volume: Stored): readonly string[] {
  return isSeenByHosts(volume) ? (volume.host_volume_ids as readonly string[]) : [];
}

/** The words of the vendor's ArrayTypeEnum. */
const arrayTypes: { readonly [Array in NonNullable<SourceKind["array"]>]?: string } = {
  import_unity: "Unity",
  import_vnx_array: "VNX",
  import_psgroup: "PS",
  import_storage_center: "SC",
};

/** One list for all of them, of which there may be 100,000. */
const protocols = ["iSCSI"];
const noPaths: readonly string[] = [];

export function newHostVolume(
  { kind, volume }: Pick<Seen, "kind" | "volume">,
  { id, systemId, updated }: { readonly id: string; readonly systemId: string; readonly updated: string },
): Stored {
  return {
    id,
    host_system_id: systemId,
    name: volume.name,
    array_type: (kind.array && arrayTypes[kind.array]) ?? "Unknown",
    array_identifier: volume.remote_system_id,
    size: volume.size,
    status: volume.idle_criteria === "Host_Volume_Offline" ? "Offline" : "Online",
    is_migrating: false,
    active_path: "Source",
    protocols,
    mount_paths: noPaths,
    import_state: "None",
    naa_id: volume.wwn,
    last_update_time: updated,
  };
}

/** A host sees a volume: the array knows both, and the volume that waited for its host is ready. */
export function addHostVolume(array: ArrayState, { kind, table, volume }: Seen, id: string, systemId: string): void {
  const row = newHostVolume({ kind, volume }, { id, systemId, updated: toTimestamp(array.now) });
  array.tables.import_host_volume.put(row);
  const isWaiting = volume.importable_criteria === HOST_MISSING;
  const ready = isWaiting ? { importable_criteria: "Ready", idle_criteria: "Ready" } : {};
  table.put({ ...volume, host_volume_ids: [id], ...ready });
  settleGroup(array, kind, volume.group_id);
}

/** The host is gone, and its volume with it: the source waits for a host again. */
export function dropHostVolume(array: ArrayState, { kind, table, volume }: Seen): void {
  for (const id of hostVolumeIdsOf(volume)) array.tables.import_host_volume.delete(id);
  const byHost = ["Ready", HOST_OUTDATED];
  const shown = byHost.includes(volume.importable_criteria) ? { importable_criteria: HOST_MISSING } : {};
  const idle = byHost.includes(volume.idle_criteria) ? { idle_criteria: HOST_MISSING } : {};
  table.put({ ...volume, host_volume_ids: [], ...shown, ...idle });
  settleGroup(array, kind, volume.group_id);
}
