import type { Action, SessionState, SessionType } from "./states";

/** One state of a group's parent session; what it means for queue and source is as for a volume (`records/states.ts`). */
type GroupRule = {
  /** Allowed for both types. */
  readonly allows: readonly Action[];
  /** Allowed in addition for Agentless groups. */
  readonly agentless?: readonly Action[];
  /** Whether the volume group is there; `Kept` leaves it as it was in the state before. */
  readonly destination: "None" | "Present" | "Kept";
  /** `progress_percentage`: 0 before set-up, what the members have copied, or null (after cut-over and on failure [API progress_percentage]). */
  readonly progress: "Zero" | "Copied" | "Null";
};

const waiting = { destination: "None", progress: "Zero" } as const;
const running = { destination: "Present", progress: "Copied" } as const;
const broken = { destination: "Present", progress: "Null" } as const;
const imported = { destination: "Present", progress: "Null" } as const;
const released = { destination: "None", progress: "Null" } as const;

/**
 * The states of a consistency group's parent session [ARRAY groups], with the sources before each row. [GUIDE 32, 40]
 * are about Agentless groups; that the same holds for Non_Disruptive ones, Cancel_Required
 * left out, is [I]. The gates and the copy of its members are never shown on a parent [GUIDE 32].
 */
const groupStates = {
  // cancel [GUIDE 40]; modify [I].
  Scheduled: { allows: ["cancel", "modify"], ...waiting },
  // cancel [GUIDE 40].
  Queued: { allows: ["cancel"], ...waiting },
  // cancel [GUIDE 32, 40]; pause [I]: a resume leads back to here [GUIDE 32], so a pause must be possible. See `actions.ts`.
  In_Progress: { allows: ["cancel", "pause"], ...running },
  // cancel [GUIDE 40]; resume [GUIDE 32].
  Paused: { allows: ["cancel", "resume"], ...running },
  // cancel, cutover [GUIDE 32].
  Ready_For_Cutover: { allows: ["cancel", "cutover"], ...running },
  // No manual operations [GUIDE 32].
  Cutover_In_Progress: { allows: [], ...running },
  // delete [API].
  Import_Completed: { allows: ["delete"], ...imported },
  // delete [I]: [API] says "Completed", [GUIDE 32] allows no manual operation.
  Import_Completed_With_Errors: { allows: ["delete"], ...imported },
  // cancel [GUIDE 32, 40]; cutover, to commit once more [API, GUIDE 32].
  Import_Cutover_Incomplete: { allows: ["cancel", "cutover"], ...broken },
  // delete [API].
  Cancelled: { allows: ["delete"], ...released },
  // cancel, of groups only [GUIDE 40]; delete [API].
  Failed: { allows: ["cancel", "delete"], ...released },
  // cancel [GUIDE 32, 40], Agentless only.
  Cancel_Required: { allows: [], agentless: ["cancel"], ...broken },
  // cancel [GUIDE 32, 40].
  Cancel_Failed: { allows: ["cancel"], ...broken },
  // Nothing [GUIDE 32].
  Cancel_In_Progress: { allows: [], ...running, destination: "Kept" },
  // Nothing [GUIDE 32].
  Cleanup_In_Progress: { allows: [], ...broken },
  // cleanup [API, GUIDE 32].
  Cleanup_Required: { allows: ["cleanup"], ...broken },
  // Nothing [I].
  Cleanup_Failed: { allows: [], ...broken },
  // Nothing [I].
  Invalid: { allows: [], ...broken, destination: "Kept" },
} satisfies Partial<Record<SessionState, GroupRule>>;

export type GroupState = keyof typeof groupStates;

export function isGroupState(state: SessionState): state is GroupState {
  return Object.hasOwn(groupStates, state);
}

export function groupRuleOf(state: SessionState): GroupRule {
  if (!isGroupState(state)) throw new Error(`the session of a consistency group is never ${state}`);
  return groupStates[state];
}

export function groupAllows(state: SessionState, type: SessionType, action: Action): boolean {
  const rule = groupRuleOf(state);
  return rule.allows.includes(action) || (type === "Agentless" && (rule.agentless?.includes(action) ?? false));
}
