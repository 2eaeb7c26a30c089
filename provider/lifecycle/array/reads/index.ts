export type { SessionReads } from "./contract";
export { LOOK_SECONDS, SHARED_SECONDS } from "./contract";
export { SharedSessionReads } from "./sharedReads";
