/** The volume that a session's source is copied to. */

import type { ArrayState } from "../array/arrayState";
import { attachedTo, detached } from "../array/attachments";
import { newVolume } from "../array/newVolumes";
import type { Session } from "../records/session";

function destinationName(array: ArrayState, wanted: string, serial: number): string {
  return array.tables.volume.getByName(wanted) === undefined ? wanted : `${wanted}-${serial}`;
}

/** Makes the volume that the source is copied to; set-up ends with it [I], for its id is null before. */
export function addDestination(array: ArrayState, session: Session, sourceName: string): Session {
  const name = destinationName(array, sourceName, array.serials.volume + 1);
  const volume = newVolume(array, name, session.copy.total_bytes);
  const description = `Imported by ${session.name}`.slice(0, 128);
  array.tables.volume.put({
    ...volume,
    description,
    volume_group_id: session.volume_group_id,
    ...attachedTo(session),
  });
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

/** The volume is nobody's destination any more, and the record still names it. After an Agentless cancel hosts have no access [API cancel, GUIDE 40]. */
export function leaveDestination(array: ArrayState, session: Session): Session {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume !== undefined && session.state === "Cancelled" && session.type === "Agentless") {
    array.tables.volume.put({ ...detached(volume), is_host_access_available: false });
  }
  return session;
}

export function removeDestination(array: ArrayState, session: Session): Session {
  if (session.destination_resource_id === null) return session;
  array.tables.volume.delete(session.destination_resource_id);
  return { ...session, destination_resource_id: null, destination_resource_type: null };
}

/** Agentless: hosts can only read the destination until it is enabled [API enable_destination_volume, GUIDE agentless]. */
export function setHostAccess(array: ArrayState, session: Session): void {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume === undefined) return;
  array.tables.volume.put({ ...volume, is_host_access_available: session.state !== "Mirror_Enabled" });
}

/** The policy is applied after the cut-over [API protection_policy_id]. */
export function protectDestination(array: ArrayState, session: Session): void {
  const volume = array.tables.volume.get(session.destination_resource_id ?? "");
  if (volume === undefined || session.protection_policy_id === null) return;
  array.tables.volume.put({ ...volume, protection_policy_id: session.protection_policy_id });
}
