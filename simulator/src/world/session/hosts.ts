import type { ArrayState } from "../array/arrayState";
import { findReferenced } from "../array/references";
import { refusalErr } from "../array/refusals";
import type { Session } from "../records/session";
import type { SessionType } from "../records/states";
import type { CreateBody } from "./createBody";

/** Resolved ids of what a destination is mapped to. */
export type Mapping = Pick<Session, "host_ids" | "host_group_ids">;

/**
 * The hosts or host groups that an Agentless import maps its whole destination to, a volume or each volume of a group (S,
 * host_group_ids). None is fine: it can be mapped by hand later. Rules: powerstore.md 3; host agents of Non_Disruptive
 * imports are found by the array itself.
 */
export function resolveHosts(array: ArrayState, body: CreateBody, type: SessionType): Mapping {
  const { host_ids: hosts = [], host_group_ids: groups = [] } = body;
  if (type !== "Agentless" && hosts.length + groups.length > 0) throw refusalErr("hostsOnlyAgentless");
  return resolveMapping(array, hosts, groups);
}

export function resolveMapping(array: ArrayState, hosts: readonly string[], groups: readonly string[]): Mapping {
  if (hosts.length > 0 && groups.length > 0) throw refusalErr("hostsOrGroups");
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
