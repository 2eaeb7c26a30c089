/** Import host systems: hosts whose agents tell which volumes of source arrays they see. */
import type { ArrayState } from "../array/arrayState";
import { type Change, created, done, findActiveSession, requireRecord } from "../array/change";
import { nextId, partId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";
import { addFibrePort, dropHostSystem, putHostSystem } from "../sources/hostSystem";
import { addHostVolume, dropHostVolume, hostVolumeIdsOf, seenVolumes } from "../sources/hostVolume";
import { requireChap } from "./chap";

/** How many volumes of source arrays a new host sees. */
const VOLUMES_PER_HOST = 2;

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
  requireChap(array, "import host system", body);
  putHostSystem(array, id, agent, () => nextId(array, "host"));
  if (array.settings.hostsPerAgent === 2) addFibrePort(array, id, agent, () => nextId(array, "host"));
  askAgent(array, id, true);
  return created(id);
};

/** The agent tells which volumes the host sees, after a while (`agentSeconds`); of a new one nothing is known until then. */
function askAgent(array: ArrayState, id: string, isNew: boolean): void {
  const { agentSeconds } = array.settings;
  if (agentSeconds === 0) {
    agentDue(array, id);
    return;
  }
  const system = requireRecord(array, "import_host_system", id);
  const waiting = isNew ? { agent_status: "Unknown", is_starting: true } : {};
  array.tables.import_host_system.put({ ...system, ...waiting, is_asked: true });
  array.agenda.set({ at: array.now + toMilliseconds(agentSeconds), collection: "import_host_system", id });
}

/** The agent has answered: its host sees volumes, new ones where it saw none before. */
export function agentDue(array: ArrayState, id: string): void {
  const asked = array.tables.import_host_system.get(id);
  if (asked === undefined) return;
  const now = toTimestamp(array.now);
  const { is_starting, is_asked: _, ...system } = asked;
  const status = is_starting === true ? "Running" : system.agent_status;
  array.tables.import_host_system.put({ ...system, id, agent_status: status, last_update_time: now });
  if (status !== "Running") return;
  const volumes = hostVolumesOf(array, id);
  if (volumes.length === 0) findHostVolumes(array, id);
  for (const volume of volumes) array.tables.import_host_volume.put({ ...volume, last_update_time: now });
}

/** A host sees volumes that no other one was seen to have. */
function findHostVolumes(array: ArrayState, systemId: string): void {
  const free = seenVolumes(array).filter(({ volume }) => hostVolumeIdsOf(volume).length === 0);
  free.slice(0, VOLUMES_PER_HOST).forEach((seen, index) => {
    const id = partId(array, systemId, `volume-${String(index + 1).padStart(2, "0")}`);
    addHostVolume(array, seen, id, systemId);
  });
}

/** Hosts that were added before the source array find their volumes when these are discovered. */
export function findVolumesOfIdleHosts(array: ArrayState): void {
  for (const { id, agent_status } of array.tables.import_host_system.values()) {
    if (agent_status === "Running" && hostVolumesOf(array, id).length === 0) findHostVolumes(array, id);
  }
}

function hostVolumesOf({ tables }: ArrayState, systemId: string): readonly Stored[] {
  return tables.import_host_volume.referring("host_system_id", systemId);
}

const refreshHostSystem: Change = (array, { id }) => {
  requireRecord(array, "import_host_system", id);
  askAgent(array, id, false);
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
  array.agenda.stop("import_host_system", id);
  dropHostSystem(array, id);
  return done;
};

export const importHostOperations = {
  "POST /import_host_system": addHostSystem,
  "POST /import_host_system/{id}/refresh": refreshHostSystem,
  "DELETE /import_host_system/{id}": deleteHostSystem,
} satisfies Record<string, Change>;
