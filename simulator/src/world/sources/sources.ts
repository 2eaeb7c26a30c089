import type { ArrayState } from "../array/arrayState";
import type { SourceArray } from "../array/options";
import type { RemoteSystem } from "../records/records";
import { kindOf, type SourceType } from "../records/sourceKinds";
import { addImportHosts } from "./importHosts";
import { slugOf } from "./sourceArrays";
import { type ArrayFacts, SOURCE_TEMPLATES } from "./sourceTemplates";
import { addVolumes } from "./sourceVolumes";

/** Adds a source array with everything on it, connected and discovered. */
export function addSourceArray(array: ArrayState, source: SourceArray, updated: string): void {
  array.serials.remote_system += 1;
  const number = array.serials.remote_system;
  const template = SOURCE_TEMPLATES[source.type];
  const slug = slugOf(source);
  const address = `10.${number >> 8}.${number & 0xff}`;
  // PowerMax is reached by Fibre Channel only (powerstore.md 3).
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
    data_connections: [],
    capabilities: template.capabilities,
    number,
  };
  array.tables.remote_system.put(remote);
  const arrayId = addArrayObject(array, source.type, remote, updated);
  addVolumes(array, source, { remote, slug, number, arrayId, hasHosts: true });
  addImportHosts(array, remote, slug);
}

/** The object that stands for the array in its kind's collection, `import_unity`; its id, if the kind has one. */
export function addArrayObject(
  array: ArrayState,
  type: SourceType,
  remote: RemoteSystem,
  updated: string,
): string | undefined {
  const { array: collection } = kindOf(type);
  const make = SOURCE_TEMPLATES[type].array;
  if (collection === undefined || make === undefined) return undefined;
  const number = Number(remote.number);
  const facts: ArrayFacts = {
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
