import type { ArrayState } from "../array/arrayState";
import { refusalErr } from "../array/refusals";
import { newCopyMeter } from "../records/copyMeter";
import type { SourceVolume } from "../records/records";
import type { Session } from "../records/session";
import type { SessionType } from "../records/states";
import type { CreateBody, MemberHosts } from "./createBody";
import { type Mapping, resolveMapping } from "./hosts";
import type { Source } from "./source";

/** Mappings of single members by the ids of their source volumes. */
type MemberMappings = ReadonlyMap<string, Mapping>;

const maxNameLength = 128;

/**
 * `consistency_group_member_host_ids` and `..._host_group_ids`: for Agentless groups whose members are mapped differently
 * (S); a group that is mapped as a whole has no use for them, so both together are refused [I].
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

/** The sessions of a group's members: as their parent's, but for what each has of its own. */
export function planMembers(
  array: ArrayState,
  parent: Session,
  volumes: readonly SourceVolume[],
  mappings: MemberMappings,
  nextId: () => string,
): readonly Session[] {
  const names = new Set<string>([parent.name.toLowerCase()]);
  return volumes.map((volume, index) => ({
    ...parent,
    ...mappings.get(volume.id),
    id: nextId(),
    name: memberName(array, parent.name, index + 1, names),
    description: null,
    source_resource_id: volume.id,
    parent_session_id: parent.id,
    // The policy is applied to the group (S).
    protection_policy_id: null,
    copy: newCopyMeter(volume.size),
  }));
}

/** How the array names members is unknown: here `<name>-01`, ..., with a further number where that is taken. */
function memberName(array: ArrayState, parentName: string, number: number, taken: Set<string>): string {
  const numbered = `-${number.toString().padStart(2, "0")}`;
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? numbered : `${numbered}-${attempt}`;
    const name = `${[...parentName].slice(0, maxNameLength - suffix.length).join("")}${suffix}`;
    const isTaken = taken.has(name.toLowerCase()) || array.tables.import_session.getByName(name) !== undefined;
    if (isTaken) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
