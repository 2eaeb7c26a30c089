/** What the array's state forbids: on the fullest array of the scenario, with four imports under way. */
import type { Step } from "./scenario";

function importOf(name: string, array: string, source: string, more: object): Step {
  const body = { name, type: "Agentless", remote_system_id: `name:${array}`, source_resource_id: source, ...more };
  return { operation: "POST /import_session", path: "/import_session", body };
}

export const underWay: readonly Step[] = [
  importOf("live", "Unity-01", "unity-01-vol-02", { type: "Non_Disruptive" }),
  importOf("on-host", "NetApp-01", "netapp-01-vol-02", { host_ids: ["host-01"], protection_policy_id: "policy-01" }),
  importOf("on-group", "XtremIO-01", "xtremio-01-vol-01", { host_group_ids: ["name:Host-Group-01"] }),
  importOf("any", "Any-01", "any-01-cg-01", {}),
  { advance: 120 },
];

export type Refusal = {
  readonly operation: string;
  readonly target?: string;
  readonly body?: unknown;
  /** @default 422 */
  readonly status?: 400;
  /** Part of the message. */
  readonly says: string;
  readonly reason: string;
};

const unity = { type: "Unity", management_address: "10.9.1.1", remote_username: "u", remote_password: "p" };
const port = { port_name: "iqn.2026-01.com.example:h", port_type: "iSCSI" };
const other = { port_name: "iqn.2026-01.com.example:other", port_type: "iSCSI" };
const universal = "import_universal_consistency_group";

export const refusals: readonly Refusal[] = [
  { operation: "POST /cluster", body: "sample", says: "already", reason: "S: a configured cluster is not made anew" },
  { operation: "DELETE /appliance/{id}", target: "A1", body: {}, says: "primary", reason: "the cluster needs it" },
  {
    operation: "PATCH /appliance/{id}",
    target: "A2",
    body: { name: "powerstore-01-APPLIANCE-1" },
    status: 400,
    says: "named",
    reason: "names are unique, whatever their case",
  },
  {
    operation: "POST /appliance",
    body: { link_local_address: "169.254.0.8", name: "second" },
    status: 400,
    says: "second",
    reason: "names are unique",
  },

  {
    operation: "DELETE /remote_system/{id}",
    target: "rs-unity-01",
    body: {},
    says: "is active",
    reason: "S: while imports use it",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "N" },
    says: "No iSCSI",
    reason: "the code is a real one",
  },
  {
    operation: "POST /remote_system",
    body: { type: "Unity" },
    says: "needs name",
    reason: "S: the type decides what is needed",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "N", type: "PowerMax_VMAX", data_connection_type: "iSCSI" },
    says: "not reached by iSCSI",
    reason: "powerstore.md 3: FC only",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "unity-01" },
    status: 400,
    says: "unity-01",
    reason: "names are unique",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "N", management_address: "10.0.1.10", iscsi_addresses: ["10.1.1.1"] },
    says: "management_address",
    reason: "one array is one remote system",
  },
  {
    operation: "PATCH /remote_system/{id}",
    target: "rs-unity-01",
    body: { name: "VNX-01" },
    status: 400,
    says: "VNX-01",
    reason: "names are unique",
  },
  {
    operation: "POST /remote_system/{id}/verify",
    target: "rs-sc-01",
    body: {},
    says: "reached",
    reason: "it is out of reach",
  },
  { operation: "POST /remote_system/{id}/discover", target: "rs-sc-01", says: "reached", reason: "it is out of reach" },
  {
    operation: "POST /import_storage_center/{id}/discover",
    target: "name:SC-01",
    says: "reached",
    reason: "it is out of reach",
  },

  {
    operation: "POST /import_host_system",
    body: { agent_address: "host.example", agent_port: 1, user_name: "u", password: "p", os_type: "Linux" },
    says: "agent_address",
    reason: "an agent is added once",
  },
  {
    operation: "DELETE /import_host_system/{id}",
    target: "import-host-system-000001",
    says: "active",
    reason: "S: while an import uses a volume that it sees",
  },
  {
    operation: "POST /host",
    body: { name: "n", os_type: "Linux", initiators: [port] },
    says: "has it",
    reason: "an initiator is of one host",
  },
  {
    operation: "POST /host",
    body: { name: "H-1", os_type: "Linux", initiators: [] },
    status: 400,
    says: "H-1",
    reason: "names are unique",
  },
  {
    operation: "PATCH /host/{id}",
    target: "name:h-1",
    body: { add_initiators: [other], remove_initiators: [port.port_name] },
    says: "one at a time",
    reason: "S: only one of add, remove and modify",
  },
  {
    operation: "PATCH /host/{id}",
    target: "name:h-1",
    body: { add_initiators: [port] },
    says: "already",
    reason: "it has it",
  },
  {
    operation: "PATCH /host/{id}",
    target: "name:h-1",
    body: { remove_initiators: ["x"] },
    says: "no initiator",
    reason: "it has none such",
  },
  { operation: "DELETE /host/{id}", target: "name:h-1", body: {}, says: "host group", reason: "it is in a group" },
  { operation: "DELETE /host/{id}", target: "host-01", body: {}, says: "mapped", reason: "an import is mapped to it" },
  {
    operation: "DELETE /host/{id}",
    target: "name:host.example",
    body: {},
    says: "stands for it",
    reason: "its agent is here",
  },
  {
    operation: "POST /host_group",
    body: { name: "n", host_ids: ["host-04"] },
    says: "is in host group",
    reason: "a host is in one group",
  },
  {
    operation: "POST /host_group",
    body: { name: "n", host_ids: ["nobody"] },
    says: "no host",
    reason: "the host is not there",
  },
  { operation: "POST /host_group", body: { name: "n", host_ids: [] }, says: "no host", reason: "S: a group has hosts" },
  {
    operation: "POST /host_group",
    body: { name: "HOST-group-01", host_ids: ["host-01"] },
    status: 400,
    says: "Host Group with name",
    reason: "the code is a real one",
  },
  {
    operation: "PATCH /host_group/{id}",
    target: "host-group-01",
    body: { name: "new", add_host_ids: ["host-01"] },
    says: "of their own",
    reason: "S: no rename with a change of members",
  },
  {
    operation: "PATCH /host_group/{id}",
    target: "host-group-01",
    body: { remove_host_ids: ["host-01"] },
    says: "not in it",
    reason: "it is no member",
  },
  {
    operation: "DELETE /host_group/{id}",
    target: "host-group-01",
    says: "mapped",
    reason: "an import is mapped to it",
  },

  { operation: "POST /import_vnx_array/{id}/discover", target: "name:VNX-01", says: "reached", reason: "as above" },
  { operation: "POST /import_psgroup/{id}/discover", target: "name:PS-01", says: "reached", reason: "as above" },
  { operation: "POST /import_xtremio/{id}/discover", target: "name:XtremIO-01", says: "reached", reason: "as above" },
  { operation: "POST /import_unity/{id}/discover", target: "name:Unity-01", says: "reached", reason: "as above" },
  {
    operation: "POST /import_session",
    body: { name: "twice", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-02" },
    says: "in import session",
    reason: "a source is in one session",
  },
  {
    operation: "PATCH /import_session/{id}",
    target: "name:live",
    body: { scheduled_timestamp: "2030-01-01T00:00:00Z" },
    says: "not possible in this state",
    reason: "it runs already",
  },
  {
    operation: "DELETE /policy/{id}",
    target: "policy-01",
    says: "in use",
    reason: "S: not while it is assigned to a storage resource",
  },
  {
    operation: "POST /policy",
    body: { name: "snapshots-daily" },
    status: 400,
    says: "snapshots-daily",
    reason: "names are unique",
  },
  { operation: "POST /volume", body: { name: "n", size: 1048577 }, says: "8192", reason: "powerstore.md 2" },
  {
    operation: "POST /volume",
    body: { name: "V-1", size: 1048576 },
    status: 400,
    says: "V-1",
    reason: "names are unique",
  },
  {
    operation: "POST /volume",
    body: { name: "n", size: 1048576, volume_group_id: "x" },
    says: "no volume group",
    reason: "not there",
  },
  {
    operation: "PATCH /volume/{id}",
    target: "name:Unity-01-Vol-02",
    body: { size: 214748364800 },
    says: "during the import",
    reason: "an import copies to it",
  },
  {
    operation: "PATCH /volume/{id}",
    target: "name:big",
    body: { size: 1048576 },
    says: "shrink",
    reason: "content would be lost",
  },
  {
    operation: "DELETE /volume/{id}",
    target: "name:v-1",
    body: {},
    says: "volume group",
    reason: "S: it is in a group",
  },
  {
    operation: "DELETE /volume/{id}",
    target: "name:Unity-01-Vol-02",
    body: {},
    says: "cancel",
    reason: "an import copies to it",
  },
  {
    operation: "POST /volume/{id}/refresh",
    target: "name:v-1",
    body: { from_object_id: "name:kin-1" },
    says: "family",
    reason: "S: from the same family only",
  },
  {
    operation: "POST /volume_group",
    body: { name: "n", volume_ids: ["name:v-1"] },
    says: "is in volume group",
    reason: "in one group only",
  },
  {
    operation: "PATCH /volume_group/{id}",
    target: "name:vg-1",
    body: { name: "kin-1" },
    status: 400,
    says: "kin-1",
    reason: "names are unique",
  },
  {
    operation: "PATCH /volume_group/{id}",
    target: "name:vg-1",
    body: { protection_policy_id: "nobody" },
    says: "no policy",
    reason: "it is not there",
  },
  {
    operation: "POST /volume_group/{id}/add_members",
    target: "name:vg-1",
    body: { volume_ids: ["x"] },
    says: "no volume",
    reason: "not there",
  },
  {
    operation: "POST /volume_group/{id}/remove_members",
    target: "name:vg-1",
    body: { volume_ids: ["name:kin-1"] },
    says: "not in it",
    reason: "it is no member",
  },
  {
    operation: "POST /volume_group/{id}/remove_members",
    target: "name:Any-01-CG-01",
    body: { volume_ids: ["name:any"] },
    says: "import is under way",
    reason: "the group belongs to the import",
  },
  {
    operation: "DELETE /volume_group/{id}",
    target: "name:Any-01-CG-01",
    body: {},
    says: "import is under way",
    reason: "as above",
  },
  {
    operation: "POST /volume_group/{id}/refresh",
    target: "name:vg-1",
    body: { from_object_id: "name:kin-1" },
    says: "family",
    reason: "S: from the same family only",
  },

  {
    operation: `POST /${universal}`,
    body: { name: "n", remote_system_id: "rs-unity-01" },
    says: "it is a Unity",
    reason: "S: Universal only",
  },
  {
    operation: `POST /${universal}`,
    body: { name: "ANY-01-cg-01", remote_system_id: "rs-any-01" },
    status: 400,
    says: "ANY-01-cg-01",
    reason: "S: unique whatever the case",
  },
  {
    operation: `POST /${universal}`,
    body: { name: "n", remote_system_id: "rs-any-01", import_universal_volume_ids: ["any-01-vol-07"] },
    says: "in group",
    reason: "S: in no other group",
  },
  {
    operation: `POST /${universal}/{id}/add_members`,
    target: "any-01-cg-01",
    body: { import_universal_volume_ids: ["any-01-vol-02"] },
    says: "under way",
    reason: "S: frozen while its import is ongoing",
  },
  {
    operation: `POST /${universal}/{id}/remove_members`,
    target: "any-01-cg-01",
    body: { import_universal_volume_ids: ["any-01-vol-07"] },
    says: "under way",
    reason: "S: frozen while its import is ongoing",
  },
  {
    operation: `PATCH /${universal}/{id}`,
    target: "any-01-cg-01",
    body: { name: "x" },
    says: "under way",
    reason: "frozen",
  },
  { operation: `DELETE /${universal}/{id}`, target: "any-01-cg-01", says: "under way", reason: "frozen" },
  {
    operation: "PATCH /import_universal_volume/{id}",
    target: "any-01-vol-02",
    body: { name: "FIRST" },
    status: 400,
    says: "FIRST",
    reason: "names are unique",
  },
];
