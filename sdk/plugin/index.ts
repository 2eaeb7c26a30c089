export type { ConsistencyGroupMember } from "../importSessionArgs";
export type { PluginImportSessionArgs as ImportSessionArgs } from "./importSession";
export { ImportSession } from "./importSession";
export type { ProviderArgs } from "./provider";
export { Provider } from "./provider";
