export type { World } from "../contract";
export type { FaultState, SimulatedFault, WorldControls } from "./controls";
export { type Place, PlacedRangeError } from "./inventory/place";
export type { Rows } from "./inventory/rows";
export type { SourceArray } from "./inventory/sourceArrays";
export type { WorldOptions } from "./options";
export type { SessionState } from "./session/states";
export { SOURCE_TYPES, type SourceType } from "./sourceKinds";
export { checkWorld, createWorld } from "./world";
