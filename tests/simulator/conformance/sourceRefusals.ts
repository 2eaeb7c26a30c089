/** What is refused to remote systems, sources, sessions, cluster and policies. */
import { CHAIN, UPSIDE_DOWN } from "./certificates";
import type { Refusal } from "./refusals";

const unity = { type: "Unity", management_address: "10.9.1.1", remote_username: "u", remote_password: "p" };
const universal = "import_universal_consistency_group";

export const sourceRefusals: readonly Refusal[] = [
  {
    operation: "POST /cluster",
    body: "sample",
    says: "already",
    reason: "[API]: a configured cluster is not made anew",
  },
  { operation: "DELETE /appliance/{id}", target: "A1", body: {}, says: "primary", reason: "the cluster needs it" },
  {
    operation: "PATCH /appliance/{id}",
    target: "A2",
    body: { name: "powerstore-01-APPLIANCE-1" },
    says: "named",
    reason: "names are unique, whatever their case",
  },
  {
    operation: "POST /appliance",
    body: { link_local_address: "169.254.0.8", name: "second" },
    says: "second",
    reason: "names are unique",
  },

  {
    operation: "POST /x509_certificate",
    body: { type: "CA_Server_Validation", service: "Import_HTTP", certificate: CHAIN },
    says: "scope",
    reason: "[API]: the scope has to be the address of the source",
  },
  {
    operation: "POST /x509_certificate",
    body: { type: "CA_Server_Validation", service: "Import_HTTP", scope: "10.1.1.1", certificate: "hello" },
    says: "PEM",
    reason: "it is no certificate",
  },
  {
    operation: "POST /x509_certificate",
    body: { type: "CA_Server_Validation", service: "Import_HTTP", scope: "10.1.1.1", certificate: UPSIDE_DOWN },
    says: "member 2 of its chain has not issued member 1",
    reason: "[API]: from the end-entity's to the root's",
  },
  {
    operation: "POST /x509_certificate",
    body: { type: "Server", service: "Syslog_HTTP", certificate: CHAIN },
    says: "private_key",
    reason: "[API]: the certificate of a server comes with its key",
  },
  {
    operation: "POST /x509_certificate",
    body: { type: "Server", service: "VASA_HTTP", certificate: CHAIN },
    says: "not imported",
    reason: "[API]: not for this service",
  },
  {
    operation: "PATCH /x509_certificate/{id}",
    target: "x509-certificate-000001",
    body: { is_current: false },
    says: "CA_Server_Validation",
    reason: "[API]: only those of servers and clients",
  },
  {
    operation: "POST /x509_certificate/exchange",
    body: { service: "Import_HTTP", address: "10.1.1.1", port: 443, username: "u", password: "p" },
    says: "not exchanged",
    reason: "[API]: with other PowerStores only",
  },
  {
    operation: "DELETE /remote_system/{id}",
    target: "rs-unity-01",
    body: {},
    says: "is active",
    reason: "[API]: while imports use it",
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
    reason: "[API]: the type decides what is needed",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "N", type: "PowerMax_VMAX", data_connection_type: "iSCSI" },
    says: "not reached by iSCSI",
    reason: "FC only [ARRAY sources]",
  },
  {
    operation: "POST /remote_system",
    body: { ...unity, name: "unity-01" },
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
    operation: `POST /${universal}`,
    body: { name: "n", remote_system_id: "rs-unity-01" },
    says: "it is a Unity",
    reason: "[API]: Universal only",
  },
  {
    operation: `POST /${universal}`,
    body: { name: "ANY-01-cg-01", remote_system_id: "rs-any-01" },
    says: "ANY-01-cg-01",
    reason: "[API]: unique whatever the case",
  },
  {
    operation: `POST /${universal}`,
    body: { name: "n", remote_system_id: "rs-any-01", import_universal_volume_ids: ["any-01-vol-07"] },
    says: "in group",
    reason: "[API]: in no other group",
  },
  {
    operation: `POST /${universal}/{id}/add_members`,
    target: "any-01-cg-01",
    body: { import_universal_volume_ids: ["any-01-vol-02"] },
    says: "under way",
    reason: "[API]: frozen while its import is ongoing",
  },
  {
    operation: `POST /${universal}/{id}/remove_members`,
    target: "any-01-cg-01",
    body: { import_universal_volume_ids: ["any-01-vol-07"] },
    says: "under way",
    reason: "[API]: frozen while its import is ongoing",
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
    says: "FIRST",
    reason: "names are unique",
  },
];
