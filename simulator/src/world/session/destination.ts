import type { ArrayState } from "../array/arrayState";
import { digitsOf, nextId } from "../array/ids";
import type { Stored } from "../array/table";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";

function destinationName(array: ArrayState, wanted: string, serial: number): string {
  return array.tables.volume.getByName(wanted) === undefined ? wanted : `${wanted}-${serial}`;
}

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
    node_affinity: "System_Select_At_Attach",
    creation_timestamp: toTimestamp(array.now),
    is_replication_destination: false,
    is_host_access_available: true,
    location_history: [],
    // An association of the vendor's, which no property of the row shows.
    volume_group_id: null,
  };
}

/** Makes the volume that the source is copied to; set-up ends with it [I], for its id is null before. */
export function addDestination(array: ArrayState, session: Session, sourceName: string): Session {
  const name = destinationName(array, sourceName, array.serials.volume + 1);
  const volume = newVolume(array, name, session.copy.total_bytes);
  const description = `Imported by ${session.name}`.slice(0, 128);
  array.tables.volume.put({ ...volume, description, volume_group_id: session.volume_group_id });
  return { ...session, destination_resource_id: volume.id, destination_resource_type: "volume" };
}

/** Also somebody may have deleted one that an ended import left behind. */
export function hasDestination(array: ArrayState, { destination_resource_id: id }: Session): boolean {
  return id !== null && array.tables.volume.get(id) !== undefined;
}

/** Whether the volume outlives an import that ends without success; no text says so, or the opposite. */
export function isLeftBehind({ settings }: ArrayState, { state, is_forced }: Session): boolean {
  if (state === "Failed") return settings.destinationAtFailed === "stays";
  if (state !== "Cancelled") return false;
  return (is_forced ? settings.destinationAtForcedCancel : settings.destinationAtCancelled) === "stays";
}

/** The volume is nobody's destination any more, and the record still names it. After an Agentless cancel hosts have no access (S, G40). */
export function leaveDestination(array: ArrayState, session: Session): Session {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume !== undefined && session.state === "Cancelled" && session.type === "Agentless") {
    array.tables.volume.put({ ...volume, is_host_access_available: false });
  }
  return session;
}

export function removeDestination(array: ArrayState, session: Session): Session {
  if (session.destination_resource_id === null) return session;
  array.tables.volume.delete(session.destination_resource_id);
  return { ...session, destination_resource_id: null, destination_resource_type: null };
}

/** Agentless: hosts can only read the destination until it is enabled (powerstore.md 1a, S, GZ1). */
export function setHostAccess(array: ArrayState, session: Session): void {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume === undefined) return;
  array.tables.volume.put({ ...volume, is_host_access_available: session.state !== "Mirror_Enabled" });
}

/** The policy is applied after the cut-over (S, protection_policy_id). */
export function protectDestination(array: ArrayState, session: Session): void {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume === undefined || session.protection_policy_id === null) return;
  array.tables.volume.put({ ...volume, protection_policy_id: session.protection_policy_id });
}
