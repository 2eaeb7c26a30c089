export type { ConsistencyGroupMember } from "../importSessionArgs";
export * from "./functions";
export type { PluginImportSessionArgs as ImportSessionArgs } from "./importSession";
export { ImportSession } from "./importSession";
export type { ProviderArgs } from "./provider";
export { Provider } from "./provider";
