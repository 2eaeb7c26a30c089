export { ImportSession } from "./importSession";
export type { ConsistencyGroupMember, ImportSessionArgs } from "./importSessionArgs";
