/** Import host systems: hosts with an agent. */
import type { ArrayState } from "../array/arrayState";
import { digitsOf, partId } from "../array/ids";
import type { SourceArray } from "../array/options";
import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import { kindOf } from "../records/sourceKinds";
import { newHostVolume } from "./hostVolume";
import { hostVolumeId, numberOf, type SourcePlace, volumeId, volumeMaker, volumeNumbers } from "./sourceVolumes";

/** What a person says of a host with an agent. */
export type Agent = {
  readonly agent_address: string;
  readonly agent_port: number;
  readonly os_type: string;
  readonly user_name: string;
};

/** Puts a host with its agent into the array; `hostId` names the `host` that is made for it where there is none. */
export function putHostSystem(array: ArrayState, id: string, agent: Agent, hostId: () => string): void {
  array.tables.import_host_system.put({
    id,
    ...agent,
    agent_type: "Native_MPIO",
    agent_version: "1.10.0",
    agent_api_version: "1.1",
    os_version: `${agent.os_type} 1`,
    agent_status: "Running",
    last_update_time: toTimestamp(array.now),
  });
  addPort(array, id, agent, { number: 1, port: `iqn.1994-05.com.example:${id}`, type: "iSCSI" }, hostId);
}

/** [API import_host_system]: a host with Fibre Channel and iSCSI shows up as two rows of `host`; this is the other one. */
export function addFibrePort(array: ArrayState, id: string, agent: Agent, hostId: () => string): void {
  const port = `10:00:${digitsOf(`${id}/wwn`, 12).replace(/(..)(?=.)/g, "$1:")}`;
  const other = { ...agent, agent_address: `${agent.agent_address}-fc` };
  addPort(array, id, other, { number: 2, port, type: "FC" }, hostId);
}

type Port = { readonly number: number; readonly port: string; readonly type: "iSCSI" | "FC" };

/** [API import_host_system]: a host that is there already is updated, otherwise a new one is made; which one it is, is told by its name here. */
function addPort(
  array: ArrayState,
  systemId: string,
  agent: Agent,
  { number, port, type }: Port,
  hostId: () => string,
) {
  const id = partId(array, systemId, `initiator-0${number}`);
  array.tables.import_host_initiator.put({ id, iqn_or_wwn: port, protocol: type, import_host_system_id: systemId });
  const host: Stored = array.tables.host.getByName(agent.agent_address) ?? {
    id: hostId(),
    name: agent.agent_address,
    type: "External",
    os_type: agent.os_type === "Unknown" ? "Linux" : agent.os_type,
    host_group_id: null,
    host_connectivity: "Local_Only",
    host_initiators: [newInitiator(port, type)],
  };
  array.tables.host.put({ ...host, import_host_system_id: systemId });
}

function newInitiator(port: string, type: Port["type"]): Readonly<Record<string, unknown>> {
  return {
    port_name: port,
    port_type: type,
    port_type_l10n: type,
    chap_single_username: null,
    chap_mutual_username: null,
    active_sessions: [],
  };
}

/** The `host` stays [I, ARRAY hosts]: nothing says that it goes. */
export function dropHostSystem(array: ArrayState, id: string): void {
  const { tables } = array;
  for (const { id: initiator } of tables.import_host_initiator.referring("import_host_system_id", id)) {
    tables.import_host_initiator.delete(initiator);
  }
  for (const host of tables.host.values()) {
    if (host.import_host_system_id === id) tables.host.put({ ...host, import_host_system_id: null });
  }
  tables.import_host_system.delete(id);
}

/** How many volumes share a host: ten, and more on a large array, which has a hundred hosts and not thousands. */
function volumesPerHost(volumes: number): number {
  return Math.max(10, Math.ceil(volumes / 100));
}

/**
 * Adds the hosts that access a made-up array, as far as its volumes say that a host sees them: hosts are added before a session
 * is created [API import_session_create]. There are none on arrays whose hosts have no agents. Their volumes are made when somebody looks at them.
 */
export function addImportHosts(array: ArrayState, source: SourceArray, place: SourcePlace): void {
  const kind = kindOf(source.type);
  const updated = toTimestamp(array.now);
  const share = volumesPerHost(array.tables[kind.volumes].size);
  const makeVolume = volumeMaker(source, place);
  const makerFor = (systemId: string) => (id: string) => {
    const volume = makeVolume(volumeId(place, numberOf(id)));
    return newHostVolume({ kind, volume }, { id, systemId, updated });
  };
  let count = 0;
  let make = makerFor("");
  for (const number of volumeNumbers(source)) {
    const id = hostVolumeId(source, place, number);
    if (id === undefined) continue;
    if (count % share === 0) make = makerFor(addHost(array, place.slug, count / share + 1));
    array.tables.import_host_volume.plan(id, make);
    count += 1;
  }
}

/** The id of the import host system. */
function addHost(array: ArrayState, slug: string, number: number): string {
  const hostId = `host-${slug}-${number.toString().padStart(2, "0")}`;
  const systemId = `import-${hostId}`;
  const agent = { agent_address: `${hostId}.example.com`, agent_port: 8443, os_type: "Linux", user_name: "root" };
  putHostSystem(array, systemId, agent, () => hostId);
  return systemId;
}
