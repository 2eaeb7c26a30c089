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
} from "./contract";
export type { AccountChange } from "./http/access";
export type { Role } from "./http/authentication";
export type { AnswerSettings, BehaviourChange } from "./http/behaviour";
export type { Sleep } from "./http/clock";
export type { FaultEffect, FaultRule } from "./http/faultRules";
export type { FaultRuleStatus } from "./http/faults";
export { HARSH } from "./http/harsh";
export type { InjectedAnswer, InjectedRequest } from "./http/inject";
export type { JournalContent, JournalEntry } from "./http/journal";
export type { LoginCounts } from "./http/logins";
export { MisfitError } from "./http/misfit";
export type { SimulatorOptions } from "./http/options";
export { type Simulator, startSimulator } from "./http/simulator";
export { readSeed, type Seed, SeedError } from "./seed/seedFile";
export type {
  Fate,
  FaultState,
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
