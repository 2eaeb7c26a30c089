/** Volumes and volume groups as the array makes them, by an import or by hand. */

import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import type { ArrayState } from "./arrayState";
import { digitsOf, nextId } from "./ids";

/** A new volume of the array, not yet in its table. */
export function newVolume(array: ArrayState, name: string, size: number): Stored {
  const id = nextId(array, "volume");
  const serial = array.serials.volume;
  return {
    id,
    name,
    type: "Primary",
    wwn: `naa.68ccf09800${digitsOf(`${id}/wwn`, 22)}`,
    nsid: serial,
    nguid: `nguid.${digitsOf(`${id}/nguid`, 12)}8ccf09800${digitsOf(`${id}/nguid`, 23).slice(12)}`,
    appliance_id: array.tables.appliance.part(0, 1)[0]?.id,
    state: "Ready",
    size,
    logical_used: null,
    // Since 4.3; what a release does not have is not shown.
    sector_size: 512,
    node_affinity: "System_Select_At_Attach",
    creation_timestamp: toTimestamp(array.now),
    is_replication_destination: false,
    is_host_access_available: true,
    location_history: [],
    // An association of the vendor's, which no property of the row shows.
    volume_group_id: null,
  };
}

/** A volume group as the array makes it. */
export function newVolumeGroup(id: string, name: string, created: string): Stored {
  return {
    id,
    name,
    creation_timestamp: created,
    is_protectable: true,
    is_write_order_consistent: true,
    type: "Primary",
    is_replication_destination: false,
    is_host_access_available: true,
    is_importing: false,
    location_history: [],
  };
}
