import type { ArrayState } from "../array/arrayState";
import { holderOf } from "../array/attachments";
import {
  type Change,
  created,
  done,
  findActiveSession,
  given,
  requireFreeName,
  requirePrintable,
  requireRecord,
  requireReferenced,
  textsOf,
} from "../array/change";
import { nextId } from "../array/ids";
import { newVolumeGroup } from "../array/newVolumes";
import { refusalErr } from "../array/refusals";
import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import { refreshFrom } from "./refresh";
import { requireDeletable, resolvePolicies } from "./volumes";

/** Volumes that can join: in no group, and all of one appliance with those that are in it [ARRAY limits]. */
function requireJoiners(array: ArrayState, references: readonly string[], groupId: string | undefined) {
  const volumes = references.map((reference) => requireReferenced(array, "volume", reference));
  const [first] = [...membersOf(array, groupId), ...volumes];
  for (const { id, volume_group_id, appliance_id } of volumes) {
    if (volume_group_id) throw refusalErr("inUse", "volume", id, `it is in volume group ${volume_group_id}`);
    if (appliance_id !== first?.appliance_id) {
      throw refusalErr("invalid", "volume group", `volume ${id} is on another appliance`);
    }
  }
  return volumes;
}

function membersOf(array: ArrayState, groupId: string | undefined): readonly Stored[] {
  return [...array.tables.volume.values()].filter(({ volume_group_id }) => volume_group_id === (groupId ?? ""));
}

function setGroup(array: ArrayState, volumes: readonly Stored[], groupId: string | null): void {
  for (const volume of volumes) array.tables.volume.put({ ...volume, volume_group_id: groupId });
}

/** What an import brings in belongs to the import until it is over. */
function requireIdle({ id, is_importing }: Stored): void {
  if (is_importing === true) throw refusalErr("inUse", "volume group", id, "an import is under way");
}

/** A group that an import is to put something into is there when it does. */
function requireUnwanted(array: ArrayState, id: string): void {
  const session = findActiveSession(array, ({ volume_group_id }) => volume_group_id === id);
  if (session !== undefined) throw refusalErr("inUse", "volume group", id, `import session ${session.id} names it`);
}

const createGroup: Change = (array, { body }) => {
  requireFreeName(array, "volume_group", body.name);
  requirePrintable("volume_group", body.description);
  const volumes = requireJoiners(array, textsOf(body, "volume_ids"), undefined);
  const policies = resolvePolicies(array, body);
  const id = nextId(array, "volume_group");
  const group = newVolumeGroup(id, String(body.name), toTimestamp(array.now));
  array.tables.volume_group.put({
    ...group,
    ...given(body, ["description", "is_write_order_consistent"]),
    ...policies,
  });
  setGroup(array, volumes, id);
  return created(id);
};

const modifyGroup: Change = (array, { id, body }) => {
  const group = requireRecord(array, "volume_group", id);
  if (body.name !== undefined) requireFreeName(array, "volume_group", body.name, id);
  requirePrintable("volume_group", body.description);
  const properties = given(body, ["name", "description", "is_write_order_consistent", "is_replication_destination"]);
  array.tables.volume_group.put({ ...group, ...properties, ...resolvePolicies(array, body) });
  return done;
};

const deleteGroup: Change = (array, { id, body }) => {
  const group = requireRecord(array, "volume_group", id);
  requireIdle(group);
  requireUnwanted(array, id);
  if (group.protection_policy_id) {
    throw refusalErr("inUse", "volume group", id, `policy ${group.protection_policy_id} protects it`);
  }
  const members = membersOf(array, id);
  requireDetachedMembers(array, id, members);
  const free = members.map((volume) => ({ ...volume, volume_group_id: null }));
  if (body.delete_members === true) for (const volume of free) requireDeletable(array, volume);
  setGroup(array, members, null);
  if (body.delete_members === true) for (const volume of members) array.tables.volume.delete(volume.id);
  array.tables.volume_group.delete(id);
  return done;
};

/** [API volume_group]: it is detached from all hosts first. */
function requireDetachedMembers(array: ArrayState, id: string, members: readonly Stored[]): void {
  for (const volume of members) {
    const holder = holderOf(array, volume);
    if (holder !== undefined) throw refusalErr("inUse", "volume group", id, `${volume.id} is attached to ${holder}`);
  }
}

const addMembers: Change = (array, { id, body }) => {
  requireRecord(array, "volume_group", id);
  setGroup(array, requireJoiners(array, textsOf(body, "volume_ids"), id), id);
  return done;
};

const removeMembers: Change = (array, { id, body }) => {
  requireIdle(requireRecord(array, "volume_group", id));
  const volumes = textsOf(body, "volume_ids").map((reference) => requireReferenced(array, "volume", reference));
  const stranger = volumes.find(({ volume_group_id }) => volume_group_id !== id);
  if (stranger !== undefined) throw refusalErr("impossible", "volume group", id, `${stranger.id} is not in it`);
  setGroup(array, volumes, null);
  return done;
};

const refreshGroup: Change = (array, { id, body }) => {
  const group = requireRecord(array, "volume_group", id);
  requireIdle(group);
  return refreshFrom(array, "volume_group", group, body, (name) => {
    const backup = newVolumeGroup(nextId(array, "volume_group"), name, toTimestamp(array.now));
    const protection_data = { family_id: id, source_id: id, parent_id: id, creator_type: "System" };
    array.tables.volume_group.put({ ...backup, type: "Snapshot", protection_data });
    return backup.id;
  });
};

export const volumeGroupOperations = {
  "POST /volume_group": createGroup,
  "PATCH /volume_group/{id}": modifyGroup,
  "DELETE /volume_group/{id}": deleteGroup,
  "POST /volume_group/{id}/add_members": addMembers,
  "POST /volume_group/{id}/remove_members": removeMembers,
  "POST /volume_group/{id}/refresh": refreshGroup,
} satisfies Record<string, Change>;
