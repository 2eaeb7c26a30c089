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
export type { Role } from "./http/authentication";
export type { AnswerSettings, BehaviourChange } from "./http/behaviour";
export type { Sleep } from "./http/clock";
export type { FaultEffect, FaultRule } from "./http/faultRules";
export type { FaultRuleStatus } from "./http/faults";
export type { JournalContent, JournalEntry } from "./http/journal";
export type { LoginCounts } from "./http/logins";
export { MisfitError } from "./http/misfit";
export { readSeed, type Seed, SeedError } from "./seed/seedFile";
export { HARSH } from "./server/harsh";
export type { InjectedAnswer, InjectedRequest } from "./server/inject";
export type { SimulatorOptions } from "./server/options";
export { type Simulator, startSimulator } from "./server/simulator";
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
