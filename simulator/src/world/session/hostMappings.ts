import type { ArrayState } from "../array/arrayState";
import { findReferenced } from "../array/change";
import { refusalErr } from "../array/refusals";
import type { SourceVolume } from "../records/records";
import type { CreateBody, MemberHosts, Session } from "../records/session";
import type { SessionType } from "../records/states";
import type { Source } from "./sessionSource";

/** Resolved ids of what a destination is mapped to. */
export type Mapping = Pick<Session, "host_ids" | "host_group_ids">;

/**
 * The hosts or host groups that an Agentless import maps its whole destination to, a volume or each volume of a group [API
 * host_group_ids]. None is fine: it can be mapped by hand later. Rules: [ARRAY readiness]; host agents of Non_Disruptive
 * imports are found by the array itself.
 */
export function resolveHosts(array: ArrayState, body: CreateBody, type: SessionType): Mapping {
  const { host_ids: hosts = [], host_group_ids: groups = [] } = body;
  if (type !== "Agentless" && hosts.length + groups.length > 0) throw refusalErr("hostsOnlyAgentless");
  return resolveMapping(array, hosts, groups);
}

/** One for all sessions that map nothing: of 100,000, two lists each would take 6 MB. */
const unmapped: Mapping = { host_ids: [], host_group_ids: [] };

function resolveMapping(array: ArrayState, hosts: readonly string[], groups: readonly string[]): Mapping {
  if (hosts.length + groups.length === 0) return unmapped;
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

/** Mappings of single members by the ids of their source volumes. */
export type MemberMappings = ReadonlyMap<string, Mapping>;

/**
 * `consistency_group_member_host_ids` and `..._host_group_ids`: for Agentless groups whose members are mapped differently
 * [API consistency_group_member_host_ids]; a group that is mapped as a whole has no use for them, so both together are refused [I].
 */
export function resolveMemberHosts(
  array: ArrayState,
  body: CreateBody,
  type: SessionType,
  source: Source,
  volumes: readonly SourceVolume[],
): MemberMappings {
  const { consistency_group_member_host_ids: hosts = [], consistency_group_member_host_group_ids: groups = [] } = body;
  const entries = [...hosts, ...groups];
  const mappings = new Map<string, Mapping>();
  if (entries.length === 0) return mappings;
  if ("volume" in source) throw refusalErr("hostsOfMembers", source.volume.id);
  if (type !== "Agentless") throw refusalErr("hostsOnlyAgentless");
  if ((body.host_ids ?? []).length + (body.host_group_ids ?? []).length > 0) {
    throw refusalErr("hostsTwice", source.group.id);
  }
  for (const entry of entries) {
    const { id } = memberOf(source.group.id, volumes, entry);
    if (mappings.has(id)) throw refusalErr("memberTwice", entry.volume_wwn ?? "");
    mappings.set(id, resolveMapping(array, entry.host_ids ?? [], entry.host_group_ids ?? []));
  }
  return mappings;
}

function memberOf(groupId: string, volumes: readonly SourceVolume[], { volume_wwn = "" }: MemberHosts): SourceVolume {
  const member = volumes.find(({ wwn }) => String(wwn).toLowerCase() === volume_wwn.toLowerCase());
  if (member === undefined) throw refusalErr("memberUnknown", groupId, volume_wwn);
  return member;
}
