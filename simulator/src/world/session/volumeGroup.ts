import type { ArrayState } from "../array/arrayState";
import { nextId } from "../array/ids";
import { newVolumeGroup } from "../array/newVolumes";
import { groupRuleOf } from "../records/groupStates";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { membersOf } from "./group";

/**
 * The parent session with the volume group that its state asks for. The group is there from the beginning of set-up, and
 * so are the parent's destination properties [I]: a client has to be able to tell a group from a volume.
 */
export function settleVolumeGroup(array: ArrayState, parent: Session, sourceName: string): Session {
  const { destination } = groupRuleOf(parent.state);
  if (destination === "None") return leaveVolumeGroup(array, parent);
  const isMissing = destination === "Present" && parent.destination_resource_id === null;
  const settled = isMissing ? enterVolumeGroup(array, parent, sourceName) : parent;
  showImport(array, settled);
  return settled;
}

function enterVolumeGroup(array: ArrayState, parent: Session, sourceName: string): Session {
  const id = parent.volume_group_id ?? addVolumeGroup(array, parent, sourceName);
  for (const member of membersOf(array, parent)) {
    array.tables.import_session.put({ ...member, volume_group_id: id });
    const volume = array.tables.volume.get(member.destination_resource_id ?? "");
    if (volume !== undefined) array.tables.volume.put({ ...volume, volume_group_id: id });
  }
  return { ...parent, destination_resource_id: id, destination_resource_type: "volume_group" };
}

function addVolumeGroup(array: ArrayState, parent: Session, sourceName: string): string {
  const id = nextId(array, "volume_group");
  const serial = array.serials.volume_group;
  const isTaken = array.tables.volume_group.getByName(sourceName) !== undefined;
  const group = newVolumeGroup(id, isTaken ? `${sourceName}-${serial}` : sourceName, toTimestamp(array.now));
  array.tables.volume_group.put({ ...group, description: `Imported by ${parent.name}`.slice(0, 128) });
  return id;
}

/**
 * Takes the group away that was made for the import; one that was given stays. Members that were cut over before a cancel
 * live on PowerStore: their volumes stay, and with them the group that they are in [I].
 */
function leaveVolumeGroup(array: ArrayState, parent: Session): Session {
  showImport(array, parent);
  const members = membersOf(array, parent);
  if (members.some(({ destination_resource_id }) => destination_resource_id !== null)) return parent;
  for (const member of members) {
    array.tables.import_session.put({ ...member, volume_group_id: parent.volume_group_id });
  }
  const made = parent.volume_group_id === null ? parent.destination_resource_id : null;
  if (made !== null) array.tables.volume_group.delete(made);
  return { ...parent, destination_resource_id: null, destination_resource_type: null };
}

/** The policy is applied to the group as a whole, after the cut-over [API protection_policy_id]. */
function showImport(array: ArrayState, parent: Session): void {
  const group = array.tables.volume_group.get(parent.destination_resource_id ?? "");
  if (group === undefined) return;
  const { source } = ruleOf(parent.state);
  const isProtected = source === "Imported" && parent.protection_policy_id !== null;
  const policy = isProtected ? { protection_policy_id: parent.protection_policy_id } : {};
  array.tables.volume_group.put({ ...group, ...policy, is_importing: source === "In_Progress" });
}
