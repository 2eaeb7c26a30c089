/** Source arrays to make up: whether one makes sense, and what the array knows of it. */

import type { ArrayState } from "../array/arrayState";
import type { SourceArray } from "../array/options";
import { PlacedRangeError } from "../array/place";
import type { RemoteSystem } from "../records/records";
import { kindOf, type SourceType } from "../records/sourceKinds";
import { addImportHosts } from "./hostSystem";
import { type ArrayFacts, sourceTemplates } from "./sourceTemplates";
import { addVolumes } from "./sourceVolumes";

/**
 * The default: one array for both types, one for Agentless only; on each, volumes 11 and 12 cannot be imported, on the
 * first because nobody has added their host, volumes 13 to 15 are the members of a consistency group, and volumes 16 to 20 those of a second one.
 */
export const defaultSources: readonly SourceArray[] = [
  {
    name: "Unity-01",
    type: "Unity",
    volumes: 12,
    criteria: { 11: "Host_Not_Added", 12: "Host_Not_Added" },
    groups: [3, 5],
  },
  {
    name: "XtremIO-01",
    type: "XtremIO",
    volumes: 12,
    criteria: { 11: "XtremIO_Volume_State_Inappropriate", 12: "Source_Volume_Offline" },
    groups: [3, 5],
  },
];

/** How an array's name begins the ids of what is on it. */
export function slugOf(source: Pick<SourceArray, "name">): string {
  return source.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Throws a PlacedRangeError for the first array that cannot be made up. */
export function requireSourceArrays(sources: readonly SourceArray[]): void {
  const slugs = new Set<string>();
  sources.forEach((source, index) => {
    const { name, type, volumes, sizeBytes, criteria = {}, groups } = source;
    const refuse = (step: readonly (string | number)[], problem: string): never => {
      throw new PlacedRangeError(["sources", index, ...step], problem);
    };
    const slug = slugOf(source);
    if (name === "") refuse(["name"], "is empty");
    if (slugs.has(slug)) refuse(["name"], `"${name}" is not unique: it becomes ${slug}, as another one does`);
    slugs.add(slug);
    if (!isCount(volumes)) refuse(["volumes"], `must be a whole number from 0 on: ${name} cannot have ${volumes}`);
    if (groups !== undefined && kindOf(type).groups === undefined) {
      refuse(["groups"], `must not be there, for a ${type} has no consistency groups`);
    }
    for (const count of groups ?? []) {
      if (!isCount(count)) refuse(["groups"], `of ${name} cannot have ${count} members`);
    }
    const stray = Object.keys(criteria).find((number) => !(/^[1-9]\d*$/.test(number) && Number(number) <= volumes));
    if (stray !== undefined) refuse(["criteria", stray], `is about none of the ${volumes} single volumes of ${name}`);
    if (sizeBytes !== undefined && !(isCount(sizeBytes) && sizeBytes > 0 && sizeBytes % 8192 === 0)) {
      refuse(["sizeBytes"], `of ${name} must be a multiple of 8192, not ${sizeBytes}`);
    }
  });
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** Adds a source array with everything on it, connected and discovered. */
export function addSourceArray(array: ArrayState, source: SourceArray, updated: string): void {
  array.serials.remote_system += 1;
  const number = array.serials.remote_system;
  const template = sourceTemplates[source.type];
  const slug = slugOf(source);
  const address = `10.${number >> 8}.${number & 0xff}`;
  // PowerMax is reached by Fibre Channel only [ARRAY sources].
  const isFibre = source.type === "PowerMax_VMAX";
  const remote: RemoteSystem = {
    id: `rs-${slug}`,
    name: source.name,
    type: source.type,
    state: "OK",
    serial_number: serialOf(number),
    version: template.version,
    management_address: `${address}.10`,
    ...(isFibre ? { management_port: 5443 } : {}),
    user_name: "import",
    data_connection_type: isFibre ? "FC" : "iSCSI",
    data_connection_state: "OK",
    iscsi_addresses: isFibre ? [] : [`${address}.21`, `${address}.22`],
    fc_target_wwns: isFibre ? [`50:00:09:72:00:00:${hexPairs(number)}`] : [],
    discovery_chap_mode: "Disabled",
    session_chap_mode: "Disabled",
    capabilities: template.capabilities,
    number,
  };
  array.tables.remote_system.put(remote);
  const arrayId = addArrayObject(array, source.type, remote, updated);
  const place = { remote, slug, number, arrayId, hasHosts: true };
  addVolumes(array, source, place);
  addImportHosts(array, source, place);
}

/** Whether volumes can be imported from it; one that came from a file need not say so. */
export function hasBlocks({ capabilities }: RemoteSystem): boolean {
  return !Array.isArray(capabilities) || capabilities.some((each) => String(each).startsWith("Block_"));
}

/** The object that stands for the array in its kind's collection, `import_unity`; its id, if the kind has one. */
export function addArrayObject(
  array: ArrayState,
  type: SourceType,
  remote: RemoteSystem,
  updated: string,
): string | undefined {
  const { array: collection } = kindOf(type);
  const make = sourceTemplates[type].array;
  if (collection === undefined || make === undefined) return undefined;
  const number = Number(remote.number);
  const facts: ArrayFacts = {
    remote_system_id: remote.id,
    name: remote.name,
    number,
    serial_number: serialOf(number),
    management_address: String(remote.management_address),
    user_name: String(remote.user_name),
    updated,
  };
  const row = { ...make(facts), remote_system_id: remote.id };
  array.tables[collection].put(row);
  return row.id;
}

export function serialOf(number: number): string {
  return `SRC${number.toString().padStart(11, "0")}`;
}

function hexPairs(number: number): string {
  return number
    .toString(16)
    .padStart(4, "0")
    .replace(/(..)(..)/, "$1:$2");
}
