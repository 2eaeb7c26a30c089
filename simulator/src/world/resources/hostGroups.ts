/** The operations of /host_group. */

import type { ArrayState } from "../array/arrayState";
import { requireDetached } from "../array/attachments";
import {
  type Change,
  created,
  done,
  given,
  requireFreeName,
  requirePrintable,
  requireRecord,
  requireReferenced,
  textsOf,
} from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import type { Stored } from "../records/records";

/** Hosts that can join a group: in none yet, and of one connectivity [API host_group]. */
function requireJoiners(array: ArrayState, references: readonly string[], connectivity: unknown): readonly Stored[] {
  const hosts = references.map((reference) => requireReferenced(array, "host", reference));
  for (const host of hosts) {
    if (host.host_group_id) throw refusalErr("inUse", "host", host.id, `it is in host group ${host.host_group_id}`);
    const wanted = connectivity ?? hosts[0]?.host_connectivity;
    if (host.host_connectivity !== wanted) {
      throw refusalErr("invalid", "host group", `the host_connectivity of host ${host.id} is not ${wanted}`);
    }
  }
  return hosts;
}

function setGroup(array: ArrayState, hosts: readonly Stored[], groupId: string | null): void {
  for (const host of hosts) array.tables.host.put({ ...host, host_group_id: groupId });
}

function membersOf(array: ArrayState, groupId: string): readonly Stored[] {
  return [...array.tables.host.values()].filter((host) => host.host_group_id === groupId);
}

const createGroup: Change = (array, { body }) => {
  requireFreeName(array, "host_group", body.name);
  requirePrintable("host_group", body.description);
  const hosts = requireJoiners(array, textsOf(body, "host_ids"), undefined);
  const [first] = hosts;
  if (first === undefined) throw refusalErr("invalid", "host group", "it has no host");
  // That hosts which are attached do not join is said of a change alone [API host_group_modify].
  if (array.settings.attachments === "hold") for (const host of hosts) requireDetached(array, "host", host.id);
  const id = nextId(array, "host_group");
  const group = { id, ...given(body, ["name", "description"]), host_connectivity: first.host_connectivity };
  array.tables.host_group.put(group);
  setGroup(array, hosts, id);
  return created(id);
};

const modifyGroup: Change = (array, { id, body }) => {
  const group = requireRecord(array, "host_group", id);
  const [added, removed] = [textsOf(body, "add_host_ids"), textsOf(body, "remove_host_ids")];
  const isMoving = added.length + removed.length > 0;
  const isChanged = (name: string) => body[name] !== undefined && body[name] !== group[name];
  // [API host_group_modify]: a rename, or a new connectivity, does not go together with a change of the members. The old ones are none of either: Dell's
  // Terraform provider 1.2.1 sends them along when it empties a group [C].
  if (isMoving && (isChanged("name") || isChanged("host_connectivity"))) {
    throw refusalErr("impossible", "host group", id, "members change in a request of their own");
  }
  if (body.name !== undefined) requireFreeName(array, "host_group", body.name, id);
  requirePrintable("host_group", body.description);
  const members = membersOf(array, id);
  const leaving = removed.map((reference) => requireReferenced(array, "host", reference));
  const stranger = leaving.find((host) => host.host_group_id !== id);
  if (stranger !== undefined) throw refusalErr("impossible", "host group", id, `${stranger.id} is not in it`);
  const joining = requireJoiners(array, added, members.length === 0 ? undefined : group.host_connectivity);
  requireChangeOfMembers(array, members, leaving, joining);
  setGroup(array, leaving, null);
  setGroup(array, joining, id);
  if (body.host_connectivity !== undefined) {
    for (const host of membersOf(array, id))
      array.tables.host.put({ ...host, host_connectivity: body.host_connectivity });
  }
  array.tables.host_group.put({ ...group, ...given(body, ["name", "description", "host_connectivity"]) });
  return done;
};

/** [API host_group_modify]: hosts that are attached to a volume do not join, and not all leave a group that is. */
function requireChangeOfMembers(
  array: ArrayState,
  members: readonly Stored[],
  leaving: readonly Stored[],
  joining: readonly Stored[],
): void {
  for (const { id } of joining) requireDetached(array, "host", id);
  const isEmptied = members.length > 0 && members.every(({ id }) => leaving.some((host) => host.id === id));
  if (isEmptied) requireDetached(array, "host_group", String(members[0]?.host_group_id));
}

/** [API host_group]: fails while it is attached to a volume. */
const deleteGroup: Change = (array, { id }) => {
  requireRecord(array, "host_group", id);
  requireDetached(array, "host_group", id);
  setGroup(array, membersOf(array, id), null);
  array.tables.host_group.delete(id);
  return done;
};

export const hostGroupOperations = {
  "POST /host_group": createGroup,
  "PATCH /host_group/{id}": modifyGroup,
  "DELETE /host_group/{id}": deleteGroup,
} satisfies Record<string, Change>;
