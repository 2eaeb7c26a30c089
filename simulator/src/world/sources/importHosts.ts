import type { ArrayState } from "../array/arrayState";
import type { Table } from "../array/table";
import { toTimestamp } from "../records/instants";
import type { RemoteSystem, SourceVolume } from "../records/records";
import { kindOf } from "../records/sourceKinds";
import { putHostSystem } from "./hostSystem";
import { hostVolumeIdsOf, newHostVolume } from "./hostVolume";

/** How many volumes share a host: ten, and more on a large array, which has a hundred hosts and not thousands. */
function volumesPerHost(volumes: number): number {
  return Math.max(10, Math.ceil(volumes / 100));
}

/**
 * Adds the hosts that access a made-up array, as far as its volumes say that a host sees them: hosts are added before a session
 * is created (S). There are none on arrays whose hosts have no agents.
 */
export function addImportHosts(array: ArrayState, remote: RemoteSystem, slug: string): void {
  const kind = kindOf(remote.type);
  const table: Table<SourceVolume> = array.tables[kind.volumes];
  const updated = toTimestamp(array.now);
  const share = volumesPerHost(table.size);
  let count = 0;
  let systemId = "";
  for (const volume of table.values()) {
    const [id] = hostVolumeIdsOf(volume);
    if (volume.remote_system_id !== remote.id || id === undefined) continue;
    if (count % share === 0) systemId = addHost(array, slug, count / share + 1);
    array.tables.import_host_volume.put(newHostVolume({ kind, volume }, { id, systemId, updated }));
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
