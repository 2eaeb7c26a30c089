import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "5.4.0",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  // S: the id of an import_unity is the serial number of the array.
  array: ({ name, serial_number, management_address, user_name, updated }) => ({
    id: serial_number,
    name,
    management_address,
    model: "Unity 480F",
    software_version: "5.4.0",
    api_version: "14.0",
    health: "Ok",
    user_name,
    serial_number,
    last_updated_timestamp: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { health: "Ok", type: "Standalone", is_thin_clone: false, host_volume_ids: [] },
};
