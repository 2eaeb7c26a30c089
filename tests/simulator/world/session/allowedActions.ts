import type { SessionState } from "../../../../simulator/src/world";

export const actions = [
  "cancel",
  "pause",
  "resume",
  "cutover",
  "cleanup",
  "enable_destination_volume",
  "start_copy",
  "delete",
  "modify",
] as const;

export type Action = (typeof actions)[number];

/** What a state allows a volume's session, written down from [ARRAY actions], cell by cell, and never derived from the simulator. */
export type Expectation = {
  readonly nonDisruptive: readonly Action[];
  readonly agentless: readonly Action[];
  readonly reason: string;
};

export const expectations: Readonly<Record<SessionState, Expectation>> = {
  Scheduled: {
    nonDisruptive: ["cancel", "modify"],
    agentless: ["cancel", "modify"],
    reason: "cancel [API, GUIDE 40]; modify [I]: the only sensible state",
  },
  Queued: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel [API, GUIDE 40]; modify refused [I]" },
  In_Progress: { nonDisruptive: [], agentless: [], reason: "in no list for volumes [API, GUIDE 40]" },
  Mirror_Enabled: {
    nonDisruptive: [],
    agentless: ["cancel", "enable_destination_volume"],
    reason: "cancel [GUIDE 40], enable [API], both Agentless",
  },
  Ready_To_Start_Copy: {
    nonDisruptive: [],
    agentless: ["cancel", "start_copy"],
    reason: "cancel [GUIDE 40], start_copy [API], both Agentless",
  },
  Copy_In_Progress: {
    nonDisruptive: ["cancel", "pause"],
    agentless: ["cancel", "pause"],
    reason: "cancel [API], pause only here [API pause]",
  },
  Paused: {
    nonDisruptive: ["cancel", "resume"],
    agentless: ["cancel", "resume"],
    reason: "cancel [API pause, GUIDE 40], resume [API]",
  },
  Ready_For_Cutover: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel [API], cutover [API]",
  },
  Cutover_In_Progress: { nonDisruptive: [], agentless: [], reason: "no manual operations [GUIDE 32]" },
  Import_Completed: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete [API]" },
  Import_Completed_With_Errors: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete [I]" },
  Import_Cutover_Incomplete: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel, cutover of groups [API, GUIDE 32, 40]; delete refused [I]",
  },
  Cancelled: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete [API]" },
  Failed: {
    nonDisruptive: ["delete"],
    agentless: ["delete"],
    reason: "delete [API]; cancel refused: [GUIDE 40] lists Failed for groups only",
  },
  Cancel_Required: { nonDisruptive: [], agentless: ["cancel"], reason: "cancel [API, GUIDE 32, 40], Agentless only" },
  Cancel_Failed: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel of groups [GUIDE 40]" },
  Cancel_In_Progress: { nonDisruptive: [], agentless: [], reason: "nothing [GUIDE 32]" },
  Cleanup_In_Progress: {
    nonDisruptive: [],
    agentless: [],
    reason: "nothing [GUIDE 32], decided against [API] [ARRAY conflicts]",
  },
  Cleanup_Required: { nonDisruptive: ["cleanup"], agentless: ["cleanup"], reason: "cleanup [API, GUIDE 32]" },
  Cleanup_Failed: { nonDisruptive: [], agentless: [], reason: "nothing [I]" },
  Invalid: { nonDisruptive: [], agentless: [], reason: "nothing [I]" },
};

/** The state that an allowed action leads to at once; delete leads to none. */
export const next: Readonly<Record<Action, SessionState | undefined>> = {
  cancel: "Cancel_In_Progress",
  pause: "Paused",
  resume: "Copy_In_Progress",
  cutover: "Cutover_In_Progress",
  cleanup: "Cleanup_In_Progress",
  enable_destination_volume: "Ready_To_Start_Copy",
  start_copy: "Copy_In_Progress",
  delete: undefined,
  modify: "Scheduled",
};

/** What a request for an action needs to say. */
export const bodies: Partial<Record<Action, Record<string, unknown>>> = {
  modify: { scheduled_timestamp: "2026-02-01T00:00:00Z" },
};
