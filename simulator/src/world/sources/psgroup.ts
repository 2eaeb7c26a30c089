import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "10.0.3",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `psgroup-${number}`,
    name,
    serial_number,
    management_address,
    group_address: management_address,
    user_name,
    last_update_time: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { is_online: true, is_read_only: false, block_size: "512_Bytes", host_volume_ids: [] },
};
