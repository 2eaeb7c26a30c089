/** The states of a session, and what the array takes in each of them. */

export type SessionType = "Non_Disruptive" | "Agentless";

/** What a request can do to a session; `modify` is PATCH. */
export type Action =
  | "cancel"
  | "pause"
  | "resume"
  | "cutover"
  | "cleanup"
  | "enable_destination_volume"
  | "start_copy"
  | "delete"
  | "modify";

/** One state of a session: what is allowed in it, and what it means for the world around the session. */
type StateRule = {
  /** Allowed for both types. */
  readonly allows: readonly Action[];
  /** Allowed in addition for Agentless sessions. */
  readonly agentless?: readonly Action[];
  /** Whether the session counts against `maxActiveSessions`. */
  readonly active: boolean;
  /** What the source shows: the import is under way, done, or the source is as it was before. */
  readonly source: "In_Progress" | "Imported" | "Free";
  /** Whether the destination volume is there; `Kept` leaves it as it was in the state before. */
  readonly destination: "None" | "Present" | "Kept";
  /** `progress_percentage`: 0 before the copy, what was copied, or null (after cut-over and on failure [API progress_percentage]). */
  readonly progress: "Zero" | "Copied" | "Null";
};

const waiting = { active: false, source: "In_Progress", destination: "None", progress: "Zero" } as const;
const settingUp = { active: true, source: "In_Progress", destination: "None", progress: "Zero" } as const;
const gate = { active: true, source: "In_Progress", destination: "Present", progress: "Zero" } as const;
const copying = { active: true, source: "In_Progress", destination: "Present", progress: "Copied" } as const;
const copied = { active: false, source: "In_Progress", destination: "Present", progress: "Copied" } as const;
const broken = { active: false, source: "In_Progress", destination: "Present", progress: "Null" } as const;
const imported = { active: false, source: "Imported", destination: "Present", progress: "Null" } as const;
const released = { active: false, source: "Free", destination: "None", progress: "Null" } as const;

/**
 * All states of the vendor's ImportSessionStateEnum. `allows` is [ARRAY actions], with its sources before each row; contradictions are decided
 * as [ARRAY conflicts] says.
 *
 * Which states are `active` is [I]: "In_Progress/copying" [ARRAY limits] is read as everything from set-up to the end of
 * the copy, with gates and pauses. A session that waits for its cut-over does not hold a place: people may let it wait for
 * weeks, and the queue would stand still.
 */
export const sessionStates = {
  // cancel [API, GUIDE 40]; modify [I]: the only state in which a schedule can matter; [API] names none.
  Scheduled: { allows: ["cancel", "modify"], ...waiting },
  // cancel [API, GUIDE 40].
  Queued: { allows: ["cancel"], ...waiting },
  // Nothing: In_Progress is in no list for volumes, neither [API] nor [GUIDE 40] [I].
  In_Progress: { allows: [], ...settingUp },
  // cancel [GUIDE 40]; enable [API]. Never entered by a Non_Disruptive session, whose cancel here is refused [I].
  Mirror_Enabled: { allows: [], agentless: ["cancel", "enable_destination_volume"], ...gate },
  // cancel [GUIDE 40]; start_copy [API]. As above for Non_Disruptive [I].
  Ready_To_Start_Copy: { allows: [], agentless: ["cancel", "start_copy"], ...gate },
  // cancel [API]; pause [API pause] "only" here.
  Copy_In_Progress: { allows: ["cancel", "pause"], ...copying },
  // cancel [API pause, GUIDE 40]; resume [API resume] "only" here.
  Paused: { allows: ["cancel", "resume"], ...copying },
  // cancel [API]; cutover [API].
  Ready_For_Cutover: { allows: ["cancel", "cutover"], ...copied },
  // No manual operations [GUIDE 32].
  Cutover_In_Progress: { allows: [], ...copied },
  // delete [API].
  Import_Completed: { allows: ["delete"], ...imported },
  // delete [I]: [API] says "Completed", [GUIDE 32] allows no manual operation.
  Import_Completed_With_Errors: { allows: ["delete"], ...imported },
  // cancel, cutover of groups [API, GUIDE 32, 40]; delete refused [I].
  Import_Cutover_Incomplete: { allows: ["cancel", "cutover"], ...broken },
  // delete [API].
  Cancelled: { allows: ["delete"], ...released },
  // delete [API]; cancel refused: [GUIDE 40] lists Failed for groups only.
  Failed: { allows: ["delete"], ...released },
  // cancel [API, GUIDE 32, 40], Agentless only; delete refused [I].
  Cancel_Required: { allows: [], agentless: ["cancel"], ...broken },
  // cancel of groups [GUIDE 40]; delete refused [I].
  Cancel_Failed: { allows: ["cancel"], ...broken },
  // Nothing [GUIDE 32].
  Cancel_In_Progress: { allows: [], ...copied, destination: "Kept" },
  // Nothing: [GUIDE 32] against [API]; decided for [GUIDE 32] in [ARRAY conflicts].
  Cleanup_In_Progress: { allows: [], ...broken },
  // cleanup [API, GUIDE 32]; cancel refused: in no list; delete refused [I].
  Cleanup_Required: { allows: ["cleanup"], ...broken },
  // Nothing [I]: a case for the vendor's support.
  Cleanup_Failed: { allows: [], ...broken },
  // Nothing [I].
  Invalid: { allows: [], ...broken, destination: "Kept" },
} satisfies Record<string, StateRule>;

export type SessionState = keyof typeof sessionStates;

export function ruleOf(state: SessionState): StateRule {
  return sessionStates[state];
}

export function allows(state: SessionState, type: SessionType, action: Action): boolean {
  const rule = ruleOf(state);
  return rule.allows.includes(action) || (type === "Agentless" && (rule.agentless?.includes(action) ?? false));
}

/** The only actions that a Non_Disruptive session never allows [API]. */
export function isAgentlessOnly(action: Action): boolean {
  return action === "enable_destination_volume" || action === "start_copy";
}
