import type { ArrayState } from "../arrayState";
import { refusalErr } from "../errors";
import { findReferenced } from "../references";
import type { CreateBody } from "./create";
import type { SessionType } from "./session";

/**
 * The ids of the hosts or host groups that an Agentless import maps its destination to. None is fine: the destination can be
 * mapped by hand later. Rules: powerstore.md 3; host agents of Non_Disruptive imports are found by the array itself.
 */
export function resolveHosts(
  array: ArrayState,
  body: CreateBody,
  type: SessionType,
): { readonly host_ids: readonly string[]; readonly host_group_ids: readonly string[] } {
  const { host_ids: hosts = [], host_group_ids: groups = [] } = body;
  const members = [body.consistency_group_member_host_ids ?? [], body.consistency_group_member_host_group_ids ?? []];
  if (type !== "Agentless" && hosts.length + groups.length > 0) throw refusalErr("hostsOnlyAgentless");
  if (hosts.length > 0 && groups.length > 0) throw refusalErr("hostsOrGroups");
  if (members.flat().length > 0) throw refusalErr("hostsOfMembers", body.source_resource_id);
  return {
    host_ids: hosts.map((reference) => {
      const host = findReferenced(array.tables.host, reference);
      if (host === undefined) throw refusalErr("hostNotFound", reference);
      return host.id;
    }),
    host_group_ids: groups.map((reference) => {
      const group = findReferenced(array.tables.host_group, reference);
      if (group === undefined) throw refusalErr("hostGroupNotFound", reference);
      return group.id;
    }),
  };
}
