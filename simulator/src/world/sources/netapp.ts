import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "9.13.1",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `netapp-${number}`,
    name,
    management_address,
    serial_number,
    api_version: "1.221",
    supported_import_type: "Agentless",
    state: "Running",
    user_name,
    last_updated_timestamp: updated,
  }),
  volume: { state: "Online", container_state: "Online", is_read_only: false },
};
