/** The operations of /import_universal_consistency_group and of its members. */

import type { ArrayState } from "../array/arrayState";
import {
  type Change,
  created,
  done,
  requireFreeName,
  requireRecord,
  requireReferenced,
  textsOf,
} from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import type { SourceGroup, SourceVolume } from "../records/records";
import { criteriaOfMembers } from "../sources/groupCriteria";

const GROUPS = "import_universal_consistency_group";
const VOLUMES = "import_universal_volume";

/** Volumes that can join: ready, in no other group, and of the same remote system [API import_universal_consistency_group]. */
function requireJoiners(array: ArrayState, references: readonly string[], remoteId: string): readonly SourceVolume[] {
  return references.map((reference) => {
    const volume = requireReferenced(array, VOLUMES, reference);
    const reason = whyNot(volume, remoteId);
    if (reason !== undefined) throw refusalErr("impossible", "universal volume", volume.id, reason);
    return volume;
  });
}

function whyNot({ group_id, importable_criteria, remote_system_id }: SourceVolume, remoteId: string) {
  if (group_id !== null) return `it is in group ${group_id}`;
  if (remote_system_id !== remoteId) return `it is on remote system ${remote_system_id}`;
  return importable_criteria === "Ready_For_Agentless_Import" ? undefined : `it is ${importable_criteria}`;
}

/** [API add_members, remove_members]: nothing changes while the import is ongoing. */
function requireIdle({ id, importable_criteria, session_id }: SourceGroup): void {
  if (session_id !== null && importable_criteria === "In_Progress") {
    throw refusalErr("inUse", "universal consistency group", id, `import session ${session_id} is under way`);
  }
}

function setGroup(array: ArrayState, members: readonly SourceVolume[], groupId: string | null): void {
  for (const volume of members) {
    array.tables[VOLUMES].put({ ...volume, group_id: groupId, import_universal_consistency_group_id: groupId });
  }
}

function membersOf(array: ArrayState, id: string): readonly SourceVolume[] {
  return [...array.tables[VOLUMES].values()].filter(({ group_id }) => group_id === id);
}

/** The group with the criteria that follows from its members; what was imported says so for good [I]. */
function settled(array: ArrayState, group: SourceGroup): SourceGroup {
  const criteria = criteriaOf(array, membersOf(array, group.id));
  const shown = group.importable_criteria === "Imported" ? {} : { importable_criteria: criteria };
  return { ...group, idle_criteria: criteria, ...shown };
}

function criteriaOf({ settings }: ArrayState, members: readonly SourceVolume[]): string {
  if (members.length === 0) return "No_Members";
  return members.length > settings.maxGroupMembers ? "Max_Members" : criteriaOfMembers(members);
}

const createGroup: Change = (array, { body }) => {
  requireFreeName(array, GROUPS, body.name);
  const remote = requireReferenced(array, "remote_system", body.remote_system_id);
  if (remote.type !== "Universal") throw refusalErr("impossible", "remote system", remote.id, `it is a ${remote.type}`);
  const members = requireJoiners(array, textsOf(body, "import_universal_volume_ids"), remote.id);
  const id = nextId(array, GROUPS);
  setGroup(array, members, id);
  const group = { id, name: String(body.name), remote_system_id: remote.id, session_id: null };
  array.tables[GROUPS].put(settled(array, { ...group, importable_criteria: "", idle_criteria: "" }));
  return created(id);
};

const renameGroup: Change = (array, { id, body }) => {
  const group = requireRecord(array, GROUPS, id);
  requireIdle(group);
  if (body.name === undefined) return done;
  requireFreeName(array, GROUPS, body.name, id);
  array.tables[GROUPS].put({ ...group, name: String(body.name) });
  return done;
};

const deleteGroup: Change = (array, { id }) => {
  requireIdle(requireRecord(array, GROUPS, id));
  setGroup(array, membersOf(array, id), null);
  array.tables[GROUPS].delete(id);
  return done;
};

const addMembers: Change = (array, { id, body }) => {
  const group = requireRecord(array, GROUPS, id);
  requireIdle(group);
  setGroup(array, requireJoiners(array, textsOf(body, "import_universal_volume_ids"), group.remote_system_id), id);
  array.tables[GROUPS].put(settled(array, group));
  return done;
};

const removeMembers: Change = (array, { id, body }) => {
  const group = requireRecord(array, GROUPS, id);
  requireIdle(group);
  const members = textsOf(body, "import_universal_volume_ids").map((each) => requireReferenced(array, VOLUMES, each));
  const stranger = members.find(({ group_id }) => group_id !== id);
  if (stranger !== undefined) {
    throw refusalErr("impossible", "universal consistency group", id, `${stranger.id} is not in it`);
  }
  setGroup(array, members, null);
  array.tables[GROUPS].put(settled(array, group));
  return done;
};

const nameVolume: Change = (array, { id, body }) => {
  const volume = requireRecord(array, VOLUMES, id);
  if (body.name !== undefined) {
    requireFreeName(array, VOLUMES, body.name, id);
    array.tables[VOLUMES].put({ ...volume, name: String(body.name) });
  }
  return done;
};

export const universalOperations = {
  "PATCH /import_universal_volume/{id}": nameVolume,
  "POST /import_universal_consistency_group": createGroup,
  "PATCH /import_universal_consistency_group/{id}": renameGroup,
  "DELETE /import_universal_consistency_group/{id}": deleteGroup,
  "POST /import_universal_consistency_group/{id}/add_members": addMembers,
  "POST /import_universal_consistency_group/{id}/remove_members": removeMembers,
} satisfies Record<string, Change>;
