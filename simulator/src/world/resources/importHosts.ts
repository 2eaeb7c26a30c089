import { type ArrayState, nextId } from "../arrayState";
import { toTimestamp } from "../instants";
import type { SourceVolume } from "../records";
import { ALL_KINDS } from "../sourceKinds";
import type { Stored, Table } from "../table";
import { findActiveSession } from "./activeSessions";
import { type Change, created, done, given, requireRecord } from "./change";
import { resourceErr } from "./refusals";

/** How many volumes of source arrays a new host sees. */
const volumesPerHost = 2;

/** Only hosts of arrays with a host agent (powerstore.md 3): those whose volumes have `host_volume_ids`. */
function visibleVolumes(array: ArrayState) {
  return ALL_KINDS.flatMap((kind) => {
    const table: Table<SourceVolume> = array.tables[kind.volumes];
    return [...table.values()]
      .filter(({ host_volume_ids }) => Array.isArray(host_volume_ids))
      .map((volume) => ({ table, volume }));
  });
}

const addHostSystem: Change = (array, { body }) => {
  const { tables } = array;
  for (const other of tables.import_host_system.values()) {
    if (other.agent_address === body.agent_address) {
      throw resourceErr("invalid", "import host system", `${other.id} has the agent_address ${body.agent_address}`);
    }
  }
  const id = nextId(array, "import_host_system");
  const now = toTimestamp(array.now);
  tables.import_host_system.put({
    id,
    ...given(body, ["agent_address", "agent_port", "os_type", "user_name"]),
    agent_type: "Native_MPIO",
    agent_version: "1.10.0",
    agent_api_version: "1.1",
    os_version: `${body.os_type} 1`,
    agent_status: "Running",
    last_update_time: now,
  });
  const port = addInitiator(array, id);
  adoptHost(array, id, String(body.agent_address), String(body.os_type), port);
  findHostVolumes(array, id);
  return created(id);
};

function addInitiator({ tables }: ArrayState, systemId: string): string {
  const port = `iqn.1994-05.com.example:${systemId}`;
  const initiator = { id: `${systemId}-initiator-01`, iqn_or_wwn: port, protocol: "iSCSI" };
  tables.import_host_initiator.put({ ...initiator, import_host_system_id: systemId });
  return port;
}

/** S: a host that is there already is updated, otherwise a new one is made; which one it is, is told by its name here. */
function adoptHost(array: ArrayState, systemId: string, address: string, system: string, port: string): void {
  const known = array.tables.host.getByName(address);
  const host: Stored = known ?? {
    id: nextId(array, "host"),
    name: address,
    type: "External",
    os_type: system === "Unknown" ? "Linux" : system,
    host_group_id: null,
    host_connectivity: "Local_Only",
    host_initiators: [{ port_name: port, port_type: "iSCSI", active_sessions: [] }],
  };
  array.tables.host.put({ ...host, import_host_system_id: systemId });
}

/** Volumes that no host was seen to have; one that waited for its host is ready then. */
function findHostVolumes(array: ArrayState, systemId: string): void {
  const free = visibleVolumes(array).filter(({ volume }) => (volume.host_volume_ids as readonly string[]).length === 0);
  free.slice(0, volumesPerHost).forEach(({ table, volume }, index) => {
    const id = `${systemId}-volume-${String(index + 1).padStart(2, "0")}`;
    array.tables.import_host_volume.put({
      id,
      host_system_id: systemId,
      name: volume.name,
      array_type: "Unknown",
      array_identifier: volume.remote_system_id,
      size: volume.size,
      status: "Online",
      is_migrating: false,
      active_path: "Source",
      protocols: ["iSCSI"],
      mount_paths: [`/mnt/${volume.id}`],
      import_state: "None",
      naa_id: String(volume.wwn),
      last_update_time: toTimestamp(array.now),
      source_volume_id: volume.id,
    });
    const isWaiting = volume.importable_criteria === "Host_Not_Added";
    const ready = isWaiting ? { importable_criteria: "Ready", idle_criteria: "Ready" } : {};
    table.put({ ...volume, host_volume_ids: [id], ...ready });
  });
}

function hostVolumesOf({ tables }: ArrayState, systemId: string): readonly Stored[] {
  return [...tables.import_host_volume.values()].filter(({ host_system_id }) => host_system_id === systemId);
}

const refreshHostSystem: Change = (array, { id }) => {
  const system = requireRecord(array, "import_host_system", id);
  const now = toTimestamp(array.now);
  array.tables.import_host_system.put({ ...system, last_update_time: now });
  const volumes = hostVolumesOf(array, id);
  if (volumes.length === 0) findHostVolumes(array, id);
  for (const volume of volumes) array.tables.import_host_volume.put({ ...volume, last_update_time: now });
  return done;
};

/** S: not while import sessions are active that refer to it: to a volume that the host sees. */
const deleteHostSystem: Change = (array, { id }) => {
  const { tables } = array;
  requireRecord(array, "import_host_system", id);
  const volumes = hostVolumesOf(array, id);
  const sources = volumes.map(({ source_volume_id }) => source_volume_id);
  const session = findActiveSession(array, ({ source_resource_id }) => sources.includes(source_resource_id));
  if (session !== undefined) throw resourceErr("inUse", "import host system", id, `session ${session.id} is active`);
  for (const { table, volume } of visibleVolumes(array)) {
    if (sources.includes(volume.id)) table.put({ ...volume, host_volume_ids: [] });
  }
  for (const volume of volumes) tables.import_host_volume.delete(volume.id);
  tables.import_host_initiator.delete(`${id}-initiator-01`);
  for (const host of tables.host.values()) {
    if (host.import_host_system_id === id) tables.host.put({ ...host, import_host_system_id: null });
  }
  tables.import_host_system.delete(id);
  return done;
};

export const importHostOperations = {
  "POST /import_host_system": addHostSystem,
  "POST /import_host_system/{id}/refresh": refreshHostSystem,
  "DELETE /import_host_system/{id}": deleteHostSystem,
} satisfies Record<string, Change>;
