export type { World } from "../api/contract";
export type { Space } from "./array/arrayState";
export type {
  AgentStatus,
  FaultState,
  JobDecision,
  RemoteSystemChange,
  SimulatedFault,
  WorldControls,
} from "./array/controls";
export type { Fate, Rows, Settings, SettingsChange, SourceArray, WorldOptions } from "./array/options";
export { type Place, PlacedRangeError } from "./array/place";
export { LAST_INSTANT } from "./records/instants";
export { type SourceType, sourceTypes } from "./records/sourceKinds";
export type { SessionState } from "./records/states";
export { checkWorld, createWorld } from "./world";
