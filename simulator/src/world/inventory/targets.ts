import type { ArrayState } from "../array/arrayState";
import { newVolumeGroup } from "../array/newVolumes";

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
