import type { Action, SessionState, SessionType } from "./states";

/** One state of a group's parent session; what it means for queue and source is as for a volume (`session/states.ts`). */
type GroupRule = {
  /** Allowed for both types. */
  readonly allows: readonly Action[];
  /** Allowed in addition for Agentless groups. */
  readonly agentless?: readonly Action[];
  /** Whether the volume group is there; `Kept` leaves it as it was in the state before. */
  readonly destination: "None" | "Present" | "Kept";
  /** `progress_percentage`: 0 before set-up, what the members have copied, or null (S: null after cut-over and on failure). */
  readonly progress: "Zero" | "Copied" | "Null";
};

const waiting = { destination: "None", progress: "Zero" } as const;
const running = { destination: "Present", progress: "Copied" } as const;
const broken = { destination: "Present", progress: "Null" } as const;
const imported = { destination: "Present", progress: "Null" } as const;
const released = { destination: "None", progress: "Null" } as const;

/**
 * The states of a consistency group's parent session: powerstore.md 1c with its sources behind each row, marked as in
 * `session/states.ts`. G32 and G40 are about Agentless groups; that the same holds for Non_Disruptive ones, Cancel_Required
 * left out, is [I]. The gates and the copy of its members are never shown on a parent (G32 "stays In-Progress").
 */
const GROUP_STATES = {
  // cancel [D G40]; modify [I].
  Scheduled: { allows: ["cancel", "modify"], ...waiting },
  // cancel [D G40].
  Queued: { allows: ["cancel"], ...waiting },
  // cancel [D G32, G40]; pause [I]: a resume leads back to here [D G32], so a pause must be possible. See `actions.ts`.
  In_Progress: { allows: ["cancel", "pause"], ...running },
  // cancel [D G40]; resume [D G32].
  Paused: { allows: ["cancel", "resume"], ...running },
  // cancel, cutover [D G32].
  Ready_For_Cutover: { allows: ["cancel", "cutover"], ...running },
  // "No manual operations" [D G32].
  Cutover_In_Progress: { allows: [], ...running },
  // delete [D S].
  Import_Completed: { allows: ["delete"], ...imported },
  // delete [I]: S says "Completed", G32 allows no manual operation.
  Import_Completed_With_Errors: { allows: ["delete"], ...imported },
  // cancel [D G32, G40]; cutover [D S, G32: "commit should be tried again"].
  Import_Cutover_Incomplete: { allows: ["cancel", "cutover"], ...broken },
  // delete [D S].
  Cancelled: { allows: ["delete"], ...released },
  // cancel [D G40, for groups only]; delete [D S].
  Failed: { allows: ["cancel", "delete"], ...released },
  // cancel [D G32, G40], Agentless only.
  Cancel_Required: { allows: [], agentless: ["cancel"], ...broken },
  // cancel [D G32, G40].
  Cancel_Failed: { allows: ["cancel"], ...broken },
  // Nothing [D G32].
  Cancel_In_Progress: { allows: [], ...running, destination: "Kept" },
  // Nothing [D G32].
  Cleanup_In_Progress: { allows: [], ...broken },
  // cleanup [D S, G32].
  Cleanup_Required: { allows: ["cleanup"], ...broken },
  // Nothing [I].
  Cleanup_Failed: { allows: [], ...broken },
  // Nothing [I].
  Invalid: { allows: [], ...broken, destination: "Kept" },
} satisfies Partial<Record<SessionState, GroupRule>>;

export type GroupState = keyof typeof GROUP_STATES;

export function isGroupState(state: SessionState): state is GroupState {
  return Object.hasOwn(GROUP_STATES, state);
}

export function groupRuleOf(state: SessionState): GroupRule {
  if (!isGroupState(state)) throw new Error(`the session of a consistency group is never ${state}`);
  return GROUP_STATES[state];
}

export function groupAllows(state: SessionState, type: SessionType, action: Action): boolean {
  const rule = groupRuleOf(state);
  return rule.allows.includes(action) || (type === "Agentless" && (rule.agentless?.includes(action) ?? false));
}
