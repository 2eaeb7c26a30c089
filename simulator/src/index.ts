/** The simulator in process: `const simulator = await startSimulator()`. */
export { ApiError, type ErrorMessage, type Row, type World } from "./contract";
export type { AccountChange } from "./http/access";
export type { Role } from "./http/authentication";
export type { Sleep } from "./http/clock";
export type { FaultEffect, FaultRule } from "./http/faultRules";
export type { FaultRuleStatus } from "./http/faults";
export type { InjectedAnswer, InjectedRequest } from "./http/inject";
export type { JournalContent, JournalEntry } from "./http/journal";
export type { LoginCounts } from "./http/logins";
export { MisfitError } from "./http/misfit";
export type { SimulatorOptions } from "./http/options";
export { type Simulator, startSimulator } from "./http/simulator";
export type { WorldControls, WorldOptions } from "./world";
