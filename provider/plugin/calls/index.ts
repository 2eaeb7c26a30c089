/** All calls of the protocol, by their names in this package. */
export { check } from "./check";
export { checkConfig, configure, diffConfig } from "./configure";
export { diff } from "./diff";
export { attach, cancel, getPluginInfo, getSchema, handshake } from "./handshake";
export { invoke } from "./invoke";
export { list } from "./list";
export { create, deleteResource, read, update } from "./resource";
