import type { SourceTemplate } from "./sourceTemplates";

export const template: SourceTemplate = {
  version: "1.0",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  volume: { block_size: "512_Bytes" },
};
