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

/** The volumes and consistency groups of a source array; each volume is made when somebody looks at it. */
export function addVolumes(array: ArrayState, source: SourceArray, place: SourcePlace): void {
  const kind = kindOf(source.type);
  const volumes: Table<SourceVolume> = array.tables[kind.volumes];
  const make = volumeMaker(source, place);
  for (const number of volumeNumbers(source)) volumes.plan(volumeId(place, number), make);
  if (kind.groups === undefined) return;
  const groups: Table<SourceGroup> = array.tables[kind.groups];
  (source.groups ?? []).forEach((members, index) => {
    groups.put(makeGroup(source, place, twoDigits(index + 1), groupCriteria(array, source, place, members)));
  });
}

/** Single ones, and after them the members of groups. */
export function* volumeNumbers({ volumes, groups = [] }: SourceArray): Generator<number> {
  const last = groups.reduce((count, members) => count + members, volumes);
  for (let number = 1; number <= last; number += 1) yield number;
}

function twoDigits(number: number): string {
  return number.toString().padStart(2, "0");
}

/** Joined and not put together: what is put together, the engine keeps in its parts, which takes twice as much. */
export function volumeId({ slug }: Pick<SourcePlace, "slug">, number: number): string {
  return [slug, "vol", twoDigits(number)].join("-");
}

/** Of a volume, by the id of it or of the host's volume that shows it. */
export function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

/** The id of the host's volume that shows a volume; none for one that no host sees, or whose host nobody has added. */
export function hostVolumeId(source: SourceArray, place: SourcePlace, number: number): string | undefined {
  const isSeen = isSeenByHosts(sourceTemplates[source.type].volume);
  if (!isSeen || criteriaOf(source, place, number) === HOST_MISSING) return undefined;
  return [place.slug, "host", "vol", twoDigits(number)].join("-");
}

/** What a volume says while nobody imports it. */
function criteriaOf(source: SourceArray, place: SourcePlace, number: number): string {
  const { volume, readyCriteria } = sourceTemplates[source.type];
  const ready = isSeenByHosts(volume) && !place.hasHosts ? HOST_MISSING : readyCriteria;
  // Only the numbers of single volumes can be given a criteria of their own.
  return source.criteria?.[number] ?? ready;
}

/** The id of the group that a volume is a member of. */
function groupIdOf({ volumes, groups = [] }: SourceArray, place: SourcePlace, number: number): string | null {
  let last = volumes;
  if (number <= last) return null;
  const index = groups.findIndex((members) => {
    last += members;
    return number <= last;
  });
  return groupId(place, twoDigits(index + 1));
}

function groupId({ slug }: Pick<SourcePlace, "slug">, suffix: string): string {
  return `${slug}-cg-${suffix}`;
}

/** The ids of all volumes and groups of an array whose ids begin so. */
export function idsOn(source: SourceArray, slug: string): readonly string[] {
  const groups = (source.groups ?? []).map((_, index) => groupId({ slug }, twoDigits(index + 1)));
  return [...Array.from(volumeNumbers(source), (number) => volumeId({ slug }, number)), ...groups];
}

function groupCriteria({ settings }: ArrayState, source: SourceArray, place: SourcePlace, members: number): string {
  if (members === 0) return "No_Members";
  if (members > settings.maxGroupMembers) return "Max_Members";
  const { volume, readyCriteria } = sourceTemplates[source.type];
  return isSeenByHosts(volume) && !place.hasHosts ? "Members_Not_Ready" : readyCriteria;
}

function makeGroup(source: SourceArray, place: SourcePlace, suffix: string, criteria: string): SourceGroup {
  return {
    id: groupId(place, suffix),
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

/** Makes the volumes of an array by their ids, always the same one: as copies of one, which takes half of the time of putting each together. */
export function volumeMaker(source: SourceArray, place: SourcePlace): (id: string) => SourceVolume {
  const blank = blankVolume(source, place);
  const groupKey = `${kindOf(source.type).groups}_id`;
  const isSeen = isSeenByHosts(blank);
  return (id) => {
    const number = numberOf(id);
    const hex = (place.number * 0x1000000 + number).toString(16).padStart(16, "0");
    const criteria = criteriaOf(source, place, number);
    const hostVolume = hostVolumeId(source, place, number);
    const group = groupIdOf(source, place, number);
    return {
      ...blank,
      id,
      // [API import_universal_volume]: the name of a Universal volume is null until somebody gives it one.
      ...(source.type === "Universal" ? undefined : { name: [source.name, "Vol", twoDigits(number)].join("-") }),
      wwn: ["60060160", hex, hex.slice(8)].join(""),
      size: sizeOf(source, number),
      [groupKey]: group,
      is_replication_destination: criteria === "Replication_Destination",
      ...(isSeen ? { host_volume_ids: hostVolume === undefined ? [] : [hostVolume] } : undefined),
      importable_criteria: criteria,
      group_id: group,
      idle_criteria: criteria,
    };
  };
}

/** What all volumes of an array have, in the order in which a snapshot shows it. */
function blankVolume(source: SourceArray, place: SourcePlace): SourceVolume {
  const kind = kindOf(source.type);
  return {
    id: "",
    ...(source.type === "Universal" ? {} : { name: "" }),
    wwn: "",
    size: 0,
    ...ownerOf(source, place),
    [`${kind.groups}_id`]: null,
    is_replication_destination: false,
    ...sourceTemplates[source.type].volume,
    ...(kind.migration === undefined ? {} : { migration_state: kind.migration.idle }),
    importable_criteria: "",
    remote_system_id: place.remote.id,
    group_id: null,
    idle_criteria: "",
    session_id: null,
  };
}

/** The size of a made-up volume, in bytes. */
function sizeOf(source: SourceArray, number: number): number {
  return source.sizeBytes ?? (100 + (number - 1) * 10) * GIBIBYTE;
}

const GIBIBYTE = 1024 ** 3;
