export type { World } from "../contract";
export type { FaultState, SimulatedFault, WorldControls } from "./controls";
export type { SourceArray } from "./inventory/sourceArrays";
export type { WorldOptions } from "./options";
export type { SourceType } from "./records";
export type { SessionState } from "./session/states";
export { createWorld } from "./world";
