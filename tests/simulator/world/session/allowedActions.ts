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

/** What a state allows a volume's session, written down from powerstore.md 1b, cell by cell, and never derived from the simulator. */
export type Expectation = {
  readonly nonDisruptive: readonly Action[];
  readonly agentless: readonly Action[];
  readonly reason: string;
};

export const expectations: Readonly<Record<SessionState, Expectation>> = {
  Scheduled: {
    nonDisruptive: ["cancel", "modify"],
    agentless: ["cancel", "modify"],
    reason: "cancel D (S, G40); modify I: the only sensible state",
  },
  Queued: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel D (S, G40); modify refused I" },
  In_Progress: { nonDisruptive: [], agentless: [], reason: "in no list for volumes (S, G40)" },
  Mirror_Enabled: {
    nonDisruptive: [],
    agentless: ["cancel", "enable_destination_volume"],
    reason: "cancel D (G40), enable D (S), both Agentless",
  },
  Ready_To_Start_Copy: {
    nonDisruptive: [],
    agentless: ["cancel", "start_copy"],
    reason: "cancel D (G40), start_copy D (S), both Agentless",
  },
  Copy_In_Progress: {
    nonDisruptive: ["cancel", "pause"],
    agentless: ["cancel", "pause"],
    reason: "cancel D (S), pause D (S: only here)",
  },
  Paused: {
    nonDisruptive: ["cancel", "resume"],
    agentless: ["cancel", "resume"],
    reason: "cancel D (S in pause, G40), resume D (S)",
  },
  Ready_For_Cutover: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel D (S), cutover D (S)",
  },
  Cutover_In_Progress: { nonDisruptive: [], agentless: [], reason: "no manual operations (G32)" },
  Import_Completed: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete D (S)" },
  Import_Completed_With_Errors: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete I" },
  Import_Cutover_Incomplete: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel, cutover D for groups; delete refused I",
  },
  Cancelled: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete D (S)" },
  Failed: {
    nonDisruptive: ["delete"],
    agentless: ["delete"],
    reason: "delete D (S); cancel refused: G40 lists Failed for groups only",
  },
  Cancel_Required: { nonDisruptive: [], agentless: ["cancel"], reason: "cancel D, Agentless only (S, G32, G40)" },
  Cancel_Failed: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel D for groups (G40)" },
  Cancel_In_Progress: { nonDisruptive: [], agentless: [], reason: "nothing D (G32)" },
  Cleanup_In_Progress: { nonDisruptive: [], agentless: [], reason: "nothing D (G32), decided against S (1d)" },
  Cleanup_Required: { nonDisruptive: ["cleanup"], agentless: ["cleanup"], reason: "cleanup D (S, G32)" },
  Cleanup_Failed: { nonDisruptive: [], agentless: [], reason: "nothing I" },
  Invalid: { nonDisruptive: [], agentless: [], reason: "nothing I" },
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
