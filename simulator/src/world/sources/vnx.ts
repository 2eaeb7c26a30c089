import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "5.33.21",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `vnx-${number}`,
    name,
    serial_number,
    management_address,
    alternate_management_address: null,
    user_name,
    model: "VNX5600",
    is_faulted: false,
    software_version: "5.33.21",
    last_updated_timestamp: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { health: "Ready", host_volume_ids: [] },
};
