import type { ArrayState } from "../array/arrayState";
import { type Change, created, done, findActiveSession, requireRecord } from "../array/change";
import { nextId, partId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import { dropHostSystem, putHostSystem } from "../sources/hostSystem";
import { addHostVolume, dropHostVolume, hostVolumeIdsOf, seenVolumes } from "../sources/hostVolume";

/** How many volumes of source arrays a new host sees. */
const volumesPerHost = 2;

const addHostSystem: Change = (array, { body }) => {
  for (const other of array.tables.import_host_system.values()) {
    if (other.agent_address === body.agent_address) {
      throw refusalErr("invalid", "import host system", `${other.id} has the agent_address ${body.agent_address}`);
    }
  }
  const id = nextId(array, "import_host_system");
  const agent = {
    agent_address: String(body.agent_address),
    agent_port: Number(body.agent_port),
    os_type: String(body.os_type),
    user_name: String(body.user_name),
  };
  putHostSystem(array, id, agent, () => nextId(array, "host"));
  findHostVolumes(array, id);
  return created(id);
};

/** A host sees volumes that no other one was seen to have. */
function findHostVolumes(array: ArrayState, systemId: string): void {
  const free = seenVolumes(array).filter(({ volume }) => hostVolumeIdsOf(volume).length === 0);
  free.slice(0, volumesPerHost).forEach((seen, index) => {
    const id = partId(array, systemId, `volume-${String(index + 1).padStart(2, "0")}`);
    addHostVolume(array, seen, id, systemId);
  });
}

/** Hosts that were added before the source array find their volumes when these are discovered. */
export function findVolumesOfIdleHosts(array: ArrayState): void {
  for (const { id } of array.tables.import_host_system.values()) {
    if (hostVolumesOf(array, id).length === 0) findHostVolumes(array, id);
  }
}

function hostVolumesOf({ tables }: ArrayState, systemId: string): readonly Stored[] {
  return tables.import_host_volume.referring("host_system_id", systemId);
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

/** [API import_host_system]: not while import sessions are active that refer to it: to a volume that the host sees. */
const deleteHostSystem: Change = (array, { id }) => {
  requireRecord(array, "import_host_system", id);
  const ids = new Set(hostVolumesOf(array, id).map((volume) => volume.id));
  const seen = seenVolumes(array).filter(({ volume }) => hostVolumeIdsOf(volume).some((each) => ids.has(each)));
  const sources = new Set(seen.map(({ volume }) => volume.id));
  const session = findActiveSession(array, ({ source_resource_id }) => sources.has(source_resource_id));
  if (session !== undefined) throw refusalErr("inUse", "import host system", id, `session ${session.id} is active`);
  for (const each of seen) dropHostVolume(array, each);
  // Those of source arrays that are gone.
  for (const volume of hostVolumesOf(array, id)) array.tables.import_host_volume.delete(volume.id);
  dropHostSystem(array, id);
  return done;
};

export const importHostOperations = {
  "POST /import_host_system": addHostSystem,
  "POST /import_host_system/{id}/refresh": refreshHostSystem,
  "DELETE /import_host_system/{id}": deleteHostSystem,
} satisfies Record<string, Change>;
