/** A day in the life of an array on which every operation of the vendor's description succeeds at least once. */

import type { SimulatorOptions } from "../../../simulator/src";
import { CHAIN } from "./certificates";

/** One array of each kind that can be imported from. */
export const scenarioOptions: SimulatorOptions = {
  ids: "counted",
  sources: [
    { name: "Unity-01", type: "Unity", volumes: 8, groups: [2], criteria: { 8: "Host_Not_Added" } },
    { name: "VNX-01", type: "VNX", volumes: 2, groups: [2] },
    { name: "PS-01", type: "PS_Equallogic", volumes: 2 },
    { name: "SC-01", type: "Storage_Center", volumes: 2, groups: [2] },
    { name: "XtremIO-01", type: "XtremIO", volumes: 4, groups: [2] },
    { name: "NetApp-01", type: "NetApp", volumes: 2 },
    { name: "VMAX-01", type: "PowerMax_VMAX", volumes: 2, groups: [2] },
    { name: "Any-01", type: "Universal", volumes: 6, groups: [2] },
  ],
};

export type Step =
  | { readonly operation: string; readonly path: string; readonly body?: unknown }
  /** Simulated seconds. */
  | { readonly advance: number };

function step(operation: string, name = "", body?: unknown): Step {
  const [, path = ""] = operation.split(" ");
  return { operation, path: path.replace("{id}", name), body };
}

const session = "name:s-1";
const agentless = "name:a-1";

/** Lives of sessions: through every action. */
const imports: readonly Step[] = [
  step("POST /import_session", "", {
    name: "s-1",
    remote_system_id: "name:Unity-01",
    source_resource_id: "unity-01-vol-01",
    scheduled_timestamp: "2026-01-01T01:00:00Z",
  }),
  step("PATCH /import_session/{id}", session, { scheduled_timestamp: "2026-01-01T00:10:00Z" }),
  { advance: 660 },
  step("POST /import_session/{id}/pause", session),
  step("POST /import_session/{id}/resume", session),
  { advance: 4000 },
  step("POST /import_session/{id}/cutover", session),
  { advance: 60 },
  step("DELETE /import_session/{id}", session),
  step("POST /import_session", "", {
    name: "a-1",
    type: "Agentless",
    remote_system_id: "name:NetApp-01",
    source_resource_id: "netapp-01-vol-01",
    host_ids: ["name:Host-01"],
  }),
  { advance: 60 },
  step("POST /import_session/{id}/enable_destination_volume", agentless),
  step("POST /import_session/{id}/start_copy", agentless),
  step("POST /import_session/{id}/cancel", agentless, { force: false }),
  { advance: 60 },
];

const remoteSystems: readonly Step[] = [
  step("POST /remote_system", "", {
    name: "Old-01",
    type: "VNX",
    management_address: "10.9.9.9",
    remote_username: "u",
    remote_password: "p",
    iscsi_addresses: ["10.9.9.10"],
  }),
  step("PATCH /remote_system/{id}", "name:Old-01", { description: "To be emptied" }),
  step("POST /remote_system/{id}/verify", "name:Old-01", {}),
  step("POST /remote_system/{id}/discover", "name:Old-01"),
  step("POST /import_unity/{id}/discover", "name:Unity-01"),
  step("POST /import_psgroup/{id}/discover", "name:PS-01"),
  step("POST /import_storage_center/{id}/discover", "name:SC-01"),
  step("POST /import_vnx_array/{id}/discover", "name:VNX-01"),
  step("POST /import_xtremio/{id}/discover", "name:XtremIO-01"),
  step("DELETE /remote_system/{id}", "name:Old-01"),
];

const key = { certificate: CHAIN, private_key: "-----BEGIN ENCRYPTED PRIVATE KEY-----", passphrase: "p" };
const certificates: readonly Step[] = [
  step("POST /x509_certificate", "", {
    type: "CA_Server_Validation",
    service: "Import_HTTP",
    scope: "10.9.9.9",
    certificate: CHAIN,
    is_current: true,
  }),
  step("POST /x509_certificate", "", { type: "Client", service: "Syslog_HTTP", ...key }),
  step("PATCH /x509_certificate/{id}", "x509-certificate-000002", { is_current: true }),
  step("POST /x509_certificate/exchange", "", {
    service: "Replication_HTTP",
    address: "10.8.8.8",
    port: 443,
    username: "u",
    password: "p",
  }),
];

const schedules: readonly Step[] = [
  step("POST /import_unity_volume/{id}/import_snapshot_schedules", "unity-01-vol-01"),
  step("POST /import_unity_consistency_group/{id}/import_snapshot_schedules", "unity-01-cg-01"),
  step("POST /import_psgroup_volume/{id}/import_snapshot_schedules", "ps-01-vol-01"),
  step("POST /import_storage_center_volume/{id}/import_snapshot_profiles", "sc-01-vol-01"),
  step("POST /import_storage_center_consistency_group/{id}/import_snapshot_profiles", "sc-01-cg-01"),
  step("POST /import_xtremio_volume/{id}/import_snapshot_schedules", "xtremio-01-vol-01"),
  step("POST /import_xtremio_consistency_group/{id}/import_snapshot_schedules", "xtremio-01-cg-01"),
  step("POST /import_netapp_volume/{id}/import_snapshot_schedules", "netapp-01-vol-01"),
  step("POST /import_vmax_storage_group/{id}/import_snapshot_policy", "vmax-01-cg-01"),
];

const universal = "import_universal_consistency_group";
const universals: readonly Step[] = [
  step("PATCH /import_universal_volume/{id}", "any-01-vol-01", { name: "first" }),
  step(`POST /${universal}`, "", { name: "u-1", remote_system_id: "name:Any-01" }),
  step(`POST /${universal}/{id}/add_members`, "name:u-1", { import_universal_volume_ids: ["any-01-vol-01"] }),
  step(`PATCH /${universal}/{id}`, "name:u-1", { name: "u-2" }),
  step(`POST /${universal}/{id}/remove_members`, "name:u-2", { import_universal_volume_ids: ["name:first"] }),
  step(`DELETE /${universal}/{id}`, "name:u-2"),
];

const agent = { agent_address: "host.example", agent_port: 8443, user_name: "u", password: "p", os_type: "Linux" };
const initiator = { port_name: "iqn.2026-01.com.example:h", port_type: "iSCSI" };
const hosts: readonly Step[] = [
  step("POST /import_host_system", "", agent),
  step("POST /import_host_system/{id}/refresh", "import-host-system-000001"),
  step("POST /host", "", { name: "h-1", os_type: "Linux", initiators: [initiator] }),
  step("PATCH /host/{id}", "name:h-1", { description: "A host" }),
  step("POST /host_group", "", { name: "g-1", host_ids: ["name:h-1"] }),
  step("PATCH /host_group/{id}", "name:g-1", { name: "g-2" }),
];
const hostsGone: readonly Step[] = [
  step("DELETE /host_group/{id}", "name:g-2"),
  step("DELETE /host/{id}", "name:h-1"),
  step("DELETE /import_host_system/{id}", "import-host-system-000001"),
];

const volumes: readonly Step[] = [
  step("POST /policy", "", { name: "p-1" }),
  step("PATCH /policy/{id}", "name:p-1", { description: "A policy" }),
  step("DELETE /policy/{id}", "name:p-1"),
  step("POST /volume_group", "", { name: "vg-1" }),
  step("POST /volume", "", { name: "v-1", size: 1048576 }),
  step("POST /volume", "", { name: "big", size: 10485760 }),
  step("PATCH /volume/{id}", "name:v-1", { description: "A volume" }),
  step("POST /volume_group/{id}/add_members", "name:vg-1", { volume_ids: ["name:v-1"] }),
  step("PATCH /volume_group/{id}", "name:vg-1", { description: "A group" }),
  step("POST /volume_group/{id}/refresh", "name:kin-1", { from_object_id: "name:kin-2" }),
  step("POST /volume_group/{id}/refresh", "name:kin-1", { from_object_id: "name:kin-2", create_backup_snap: false }),
  step("POST /volume/{id}/refresh", "name:kin-1", { from_object_id: "name:kin-2" }),
  step("POST /volume/{id}/refresh", "name:kin-1", { from_object_id: "name:kin-2", create_backup_snap: false }),
];
const volumesGone: readonly Step[] = [
  step("POST /volume_group/{id}/remove_members", "name:vg-1", { volume_ids: ["name:v-1"] }),
  step("DELETE /volume_group/{id}", "name:vg-1", {}),
  step("DELETE /volume/{id}", "name:v-1"),
];

const cluster: readonly Step[] = [
  step("PATCH /cluster/{id}", "0", { name: "PowerStore-02" }),
  step("POST /appliance", "", { link_local_address: "169.254.0.9" }),
  step("PATCH /appliance/{id}", "A2", { name: "second" }),
];

const jobs: readonly Step[] = [
  { operation: "POST /volume", path: "/volume?is_async=true", body: { name: "v-2", size: 1048576 } },
  { operation: "DELETE /host/{id}", path: "/host/host-03?is_async=true" },
  { advance: 10 },
];

/** What is there at this point is the fullest: everything is read here. */
export const before: readonly Step[] = [
  ...imports,
  ...certificates,
  ...remoteSystems,
  ...schedules,
  ...universals,
  ...hosts,
  ...volumes,
  ...cluster,
  ...jobs,
];

export const after: readonly Step[] = [
  ...hostsGone,
  ...volumesGone,
  step("DELETE /appliance/{id}", "A2", {}),
  step("POST /logout"),
];
