import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "7.5.50",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, management_address, user_name, updated }) => ({
    id: `storage-center-${number}`,
    name,
    management_address,
    user_name,
    model: "SC9000",
    serial_number: 60000 + number,
    api_version: "4.3",
    status: "Up",
    last_update_time: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: {
    health: "Up",
    is_active: true,
    is_read_only: false,
    host_volume_ids: [],
    import_storage_center_consistency_group_names: [],
  },
};
