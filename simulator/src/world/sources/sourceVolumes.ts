import type { ArrayState } from "../array/arrayState";
import type { SourceArray } from "../array/options";
import type { Table } from "../array/table";
import type { RemoteSystem, SourceGroup, SourceVolume } from "../records/records";
import { kindOf } from "../records/sourceKinds";
import { HOST_MISSING, isSeenByHosts } from "./hostVolume";
import { sourceTemplates } from "./sourceTemplates";

/** Where volumes are made. */
export type SourcePlace = {
  readonly remote: RemoteSystem;
  /** How the ids of what is on the array begin. */
  readonly slug: string;
  /** Counts the remote systems of this world, and makes WWNs unique. */
  readonly number: number;
  /** Undefined on an array of a kind without an object of its own. */
  readonly arrayId: string | undefined;
  /** Whether the hosts that access the volumes have been added, where hosts of the kind have agents. */
  readonly hasHosts: boolean;
};

/** Makes the volumes and consistency groups of a source array. */
export function addVolumes(array: ArrayState, source: SourceArray, place: SourcePlace): void {
  const kind = kindOf(source.type);
  const volumes: Table<SourceVolume> = array.tables[kind.volumes];
  for (let number = 1; number <= source.volumes; number += 1) volumes.put(makeVolume(source, place, number, null));
  if (kind.groups === undefined) return;
  const groups: Table<SourceGroup> = array.tables[kind.groups];
  let number = source.volumes;
  (source.groups ?? []).forEach((members, index) => {
    const suffix = (index + 1).toString().padStart(2, "0");
    const group = makeGroup(source, place, suffix, groupCriteria(array, source, place, members));
    groups.put(group);
    for (const last = number + members; number < last; ) {
      number += 1;
      volumes.put(makeVolume(source, place, number, group.id));
    }
  });
}

function groupCriteria({ settings }: ArrayState, source: SourceArray, place: SourcePlace, members: number): string {
  if (members === 0) return "No_Members";
  if (members > settings.maxGroupMembers) return "Max_Members";
  const { volume, readyCriteria } = sourceTemplates[source.type];
  return isSeenByHosts(volume) && !place.hasHosts ? "Members_Not_Ready" : readyCriteria;
}

function makeGroup(source: SourceArray, place: SourcePlace, suffix: string, criteria: string): SourceGroup {
  return {
    id: `${place.slug}-cg-${suffix}`,
    name: `${source.name}-CG-${suffix}`,
    ...ownerOf(source, place),
    importable_criteria: criteria,
    remote_system_id: place.remote.id,
    idle_criteria: criteria,
    session_id: null,
  };
}

/** The property that names the array: `import_unity_id`. */
function ownerOf(source: SourceArray, { arrayId }: SourcePlace): Readonly<Record<string, string>> {
  return arrayId === undefined ? {} : { [`${kindOf(source.type).array}_id`]: arrayId };
}

function makeVolume(source: SourceArray, place: SourcePlace, number: number, groupId: string | null): SourceVolume {
  const kind = kindOf(source.type);
  const template = sourceTemplates[source.type];
  const suffix = number.toString().padStart(2, "0");
  const hex = (place.number * 0x1000000 + number).toString(16).padStart(16, "0");
  const ready = isSeenByHosts(template.volume) && !place.hasHosts ? HOST_MISSING : template.readyCriteria;
  // Only the numbers of single volumes can be given a criteria of their own.
  const criteria = (groupId === null ? source.criteria?.[number] : undefined) ?? ready;
  const hostVolumes = criteria === HOST_MISSING ? [] : [`${place.slug}-host-vol-${suffix}`];
  return {
    id: `${place.slug}-vol-${suffix}`,
    // [API import_universal_volume]: the name of a Universal volume is null until somebody gives it one.
    ...(source.type === "Universal" ? {} : { name: `${source.name}-Vol-${suffix}` }),
    wwn: `60060160${hex}${hex.slice(8)}`,
    size: sizeOf(source, number),
    ...ownerOf(source, place),
    [`${kind.groups}_id`]: groupId,
    is_replication_destination: criteria === "Replication_Destination",
    ...template.volume,
    ...(isSeenByHosts(template.volume) ? { host_volume_ids: hostVolumes } : {}),
    ...(kind.migration === undefined ? {} : { migration_state: kind.migration.idle }),
    importable_criteria: criteria,
    remote_system_id: place.remote.id,
    group_id: groupId,
    idle_criteria: criteria,
    session_id: null,
  };
}

/** The size of a made-up volume, in bytes. */
function sizeOf(source: SourceArray, number: number): number {
  return source.sizeBytes ?? (100 + (number - 1) * 10) * GIBIBYTE;
}

const GIBIBYTE = 1024 ** 3;
