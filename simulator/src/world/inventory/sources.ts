import type { ArrayState } from "../arrayState";
import type { RemoteSystem, SourceGroup, SourceType, SourceVolume } from "../records";
import { kindOf } from "../session/source";
import type { Stored } from "../table";
import { type SourceArray, sizeOf, slugOf } from "./sourceArrays";
import * as storageCenter from "./storageCenter";
import * as unity from "./unity";
import * as xtremio from "./xtremio";

/** What every source array and volume has, before its kind adds its own properties. */
export type ArrayFacts = {
  readonly name: string;
  readonly number: number;
  readonly serial_number: string;
  readonly management_address: string;
  readonly user_name: string;
  readonly updated: string;
};

type Properties = Readonly<Record<string, unknown>>;

/** One kind of source array: the properties that only this kind has, as good as the simulator needs them. */
export type SourceTemplate = {
  readonly version: string;
  readonly readyCriteria: string;
  readonly capabilities: readonly string[];
  /** `id` and properties of the array's row. */
  array(facts: ArrayFacts): Stored;
  /** Properties of one of its volumes, without those that all kinds share. */
  readonly volume: Properties;
};

const TEMPLATES: Record<SourceType, SourceTemplate> = {
  Unity: unity.template,
  XtremIO: xtremio.template,
  Storage_Center: storageCenter.template,
};

/** Adds a source array with everything on it; `number` counts the arrays of this world and makes addresses and WWNs. */
export function addSourceArray(array: ArrayState, source: SourceArray, number: number, updated: string): void {
  const template = TEMPLATES[source.type];
  const slug = slugOf(source);
  const facts: ArrayFacts = {
    name: source.name,
    number,
    serial_number: `SRC${number.toString().padStart(11, "0")}`,
    management_address: `10.0.${number}.10`,
    user_name: "import",
    updated,
  };
  const remote: RemoteSystem = {
    id: `rs-${slug}`,
    name: source.name,
    type: source.type,
    state: "OK",
    serial_number: facts.serial_number,
    version: template.version,
    management_address: facts.management_address,
    user_name: facts.user_name,
    data_connection_type: "iSCSI",
    data_connection_state: "OK",
    iscsi_addresses: [`10.0.${number}.21`, `10.0.${number}.22`],
    fc_target_wwns: [],
    discovery_chap_mode: "Disabled",
    session_chap_mode: "Disabled",
    data_connections: [],
    capabilities: template.capabilities,
  };
  array.tables.remote_system.put(remote);
  const row = template.array(facts);
  array.tables[kindOf(source.type).array].put(row);
  addVolumes(array, source, { remote, slug, number, arrayId: row.id });
}

type Place = {
  readonly remote: RemoteSystem;
  readonly slug: string;
  readonly number: number;
  readonly arrayId: string;
};

function addVolumes(array: ArrayState, source: SourceArray, place: Place): void {
  const kind = kindOf(source.type);
  for (let number = 1; number <= source.volumes; number += 1) {
    array.tables[kind.volumes].put(makeVolume(source, place, number, null));
  }
  let number = source.volumes;
  (source.groups ?? []).forEach((members, index) => {
    const suffix = (index + 1).toString().padStart(2, "0");
    const criteria = groupCriteria(array, source, members);
    const group: SourceGroup = {
      id: `${place.slug}-cg-${suffix}`,
      name: `${source.name}-CG-${suffix}`,
      [`${kind.array}_id`]: place.arrayId,
      importable_criteria: criteria,
      remote_system_id: place.remote.id,
      idle_criteria: criteria,
      session_id: null,
    };
    array.tables[kind.groups].put(group);
    for (const last = number + members; number < last; ) {
      number += 1;
      array.tables[kind.volumes].put(makeVolume(source, place, number, group.id));
    }
  });
}

function groupCriteria({ settings }: ArrayState, source: SourceArray, members: number): string {
  if (members === 0) return "No_Members";
  return members > settings.maxGroupMembers ? "Max_Members" : TEMPLATES[source.type].readyCriteria;
}

function makeVolume(source: SourceArray, place: Place, number: number, groupId: string | null): SourceVolume {
  const kind = kindOf(source.type);
  const template = TEMPLATES[source.type];
  const suffix = number.toString().padStart(2, "0");
  const hex = (place.number * 0x1000000 + number).toString(16).padStart(16, "0");
  // Only the numbers of single volumes can be given a criteria of their own.
  const criteria = (groupId === null ? source.criteria?.[number] : undefined) ?? template.readyCriteria;
  return {
    id: `${place.slug}-vol-${suffix}`,
    name: `${source.name}-Vol-${suffix}`,
    wwn: `60060160${hex}${hex.slice(8)}`,
    size: sizeOf(source, number),
    [`${kind.array}_id`]: place.arrayId,
    [`${kind.groups}_id`]: groupId,
    is_replication_destination: criteria === "Replication_Destination",
    ...template.volume,
    ...(kind.migration === undefined ? {} : { migration_state: kind.migration.idle }),
    importable_criteria: criteria,
    remote_system_id: place.remote.id,
    group_id: groupId,
    idle_criteria: criteria,
    session_id: null,
  };
}
