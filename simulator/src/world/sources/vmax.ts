import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "5978.711.711",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  array: ({ number, management_address, user_name, updated }) => ({
    id: `vmax-${number}`,
    symmetrix_id: String(197_600_000 + number).padStart(12, "0"),
    management_address,
    model: "PowerMax_2000",
    unisphere_api_version: "92",
    is_embedded: false,
    ucode_version: "5978.711.711",
    supported_import_type: "Agentless",
    user_name,
    last_updated_timestamp: updated,
    port: 5443,
  }),
  volume: { state: "Ready", is_read_only: false, is_snap_vx_target: false, block_size: "512_Bytes" },
};
