/** The simulator in process: `const simulator = await startSimulator()`. */
export {
  ApiError,
  type ErrorMessage,
  type Operation,
  type OperationAnswer,
  type OperationRequest,
  type Row,
  type Severity,
  type World,
} from "./api/contract";
export type { AccountChange } from "./http/access";
export type { AnswerSettings, BehaviourChange } from "./http/behaviour";
export type { Sleep } from "./http/clock";
export type { ConnectionCounts } from "./http/connections";
export type { FaultEffect, FaultRule, FaultRuleStatus } from "./http/faults";
export type { JournalContent, JournalEntry } from "./http/journal";
export type { LoginCounts, Role } from "./http/logins";
export { MisfitError } from "./http/misfit";
export { readSeed, type Seed, SeedError } from "./seed/seedFile";
export type { InjectedAnswer, InjectedRequest } from "./server/inject";
export { type Simulator, startSimulator } from "./server/simulator";
export type { SimulatorOptions } from "./server/simulatorOptions";
export { harshOptions as HARSH } from "./server/simulatorOptions";
export type {
  AgentStatus,
  Fate,
  FaultState,
  JobDecision,
  RemoteSystemChange,
  Rows,
  SessionState,
  Settings,
  SettingsChange,
  SimulatedFault,
  SourceArray,
  SourceType,
  Space,
  WorldControls,
  WorldOptions,
} from "./world";
