/** The array itself, and what of its own a session can refer to. */
import { createHash } from "node:crypto";
import type { Version } from "../../api/releases";
import type { ArrayState } from "../array/arrayState";
import { newVolumeGroup } from "../array/newVolumes";

/** What identifies this array to its clients. */
export type ClusterIdentity = {
  readonly name: string;
  readonly globalId: string;
  /** Ten digits that other ids of the array end with. */
  readonly serial: string;
};

const DEFAULT_NAME = "PowerStore-01";

/** By its name an array is always the same one, and another one than those of other names. */
export function toIdentity({ name = DEFAULT_NAME, globalId }: Partial<ClusterIdentity> = {}): ClusterIdentity {
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 10).toUpperCase();
  const serial = name === DEFAULT_NAME ? "0000000001" : digest;
  return { name, globalId: globalId ?? `PS${serial}`, serial };
}

function releaseOf(version: Version) {
  const build = `${version}.0.0`;
  return {
    release_version: build,
    build_version: build,
    build_flavor: "Retail",
    build_type: "Release",
    build_id: "0000001",
  };
}

/** The array itself: one cluster of one appliance. `system_time` is added when the row is read. */
export function addCluster(array: ArrayState, identity: ClusterIdentity, installed: string): void {
  const { tables } = array;
  const release = releaseOf(array.settings.version);
  tables.cluster.put({
    id: "0",
    global_id: identity.globalId,
    name: identity.name,
    management_address: "10.0.0.10",
    storage_discovery_address: "10.0.0.20",
    master_appliance_id: "A1",
    primary_appliance_id: "A1",
    appliance_count: 1,
    physical_mtu: 1500,
    is_encryption_enabled: true,
    compatibility_level: Number(array.settings.version.replace(".", "")),
    state: "Configured",
    nvm_subsystem_nqn: `nqn.1988-11.com.dell:powerstore:00:00${identity.serial}`,
  });
  tables.appliance.put({
    id: "A1",
    name: `${identity.name}-appliance-1`,
    service_tag: `SIM${identity.serial.slice(-4)}`,
    express_service_code: "00000000001",
    model: "PowerStore 1200T",
    mode: "Unified",
    node_count: 2,
    drive_failure_tolerance_level: "Single",
    storage_class: "TLC_Based_Flash",
    is_hyper_converged: false,
  });
  tables.software_installed.put({ id: "1", is_cluster: true, ...release, installed_date: installed });
  tables.software_installed.put({
    id: "2",
    is_cluster: false,
    appliance_id: "A1",
    ...release,
    installed_date: installed,
  });
}

/** Also where the cluster's row came from a file: so can two arrays be made from one recording. */
export function renameCluster({ tables }: ArrayState, { name, globalId }: ClusterIdentity): void {
  for (const row of [...tables.cluster.values()]) tables.cluster.put({ ...row, name, global_id: globalId });
}

/**
 * Everything of the array's own that a session can refer to: two hosts outside of any group and two inside of one, policies of
 * which only the first suits an import, and a volume group.
 */
export function addTargets(array: ArrayState, created: string): void {
  const { tables } = array;
  tables.host_group.put({ id: "host-group-01", name: "Host-Group-01", host_connectivity: "Local_Only" });
  for (const number of [1, 2, 3, 4]) {
    tables.host.put({
      id: `host-0${number}`,
      name: `Host-0${number}`,
      type: "External",
      os_type: "Linux",
      host_group_id: number > 2 ? "host-group-01" : null,
      host_connectivity: "Local_Only",
      host_initiators: [],
    });
  }
  const policy = { managed_by: "User", is_read_only: false, is_replica: false };
  tables.policy.put({ id: "policy-01", name: "Snapshots-Daily", type: "Protection", ...policy });
  tables.policy.put({ id: "policy-02", name: "Replication-Hourly", type: "Protection", replicates: true, ...policy });
  tables.policy.put({ id: "policy-03", name: "Performance-High", type: "Performance", ...policy });
  // Every array has these; Dell's Terraform provider 1.2.1 asks for the second one when it makes a volume [C].
  for (const level of ["high", "medium", "low"]) {
    tables.policy.put({
      id: `default_${level}`,
      name: `Default ${level}`,
      type: "Performance",
      ...policy,
      is_read_only: true,
    });
  }
  tables.volume_group.put(newVolumeGroup("volume-group-01", "Volume-Group-01", created));
  array.serials.volume_group = 1;
}
