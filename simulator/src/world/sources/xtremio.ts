import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "6.4.1",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `xtremio-${number}`,
    name,
    management_address,
    serial_number,
    cluster_guid: number.toString(16).padStart(32, "0"),
    platform: "X2",
    software_version: "6.4.1",
    xms_version: "6.4.1",
    // XtremIO has no host plug-in: Agentless only (powerstore.md 3).
    supported_import_type: "Agentless",
    state: "Active",
    severity: "Clear",
    user_name,
    last_updated_timestamp: updated,
  }),
  volume: {
    severity: "Clear",
    certainty: "Ok",
    is_read_only: false,
    import_xtremio_consistency_group_names: [],
  },
};
