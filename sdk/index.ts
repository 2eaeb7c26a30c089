export type { ImportHostSystemArgs } from "./importHostSystem";
export { ImportHostSystem } from "./importHostSystem";
export { ImportSession } from "./importSession";
export type { ConsistencyGroupMember, ImportSessionArgs } from "./importSessionArgs";
export type { FcTarget, ImportChapInfo, RemoteSystemArgs } from "./remoteSystem";
export { RemoteSystem } from "./remoteSystem";
export type { UniversalConsistencyGroupArgs } from "./universalConsistencyGroup";
export { UniversalConsistencyGroup } from "./universalConsistencyGroup";
