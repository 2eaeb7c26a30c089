import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { AdvanceTarget, ImportSessionInputs, WaitGoal } from "../inputs/inputs";

/** What a state means for somebody who waits for a goal. */
export type Verdict = "pending" | "reached" | "deadEnd";

/** What deleting the resource does next in a state (docs/lifecycle.md, "Deleting"). */
export type RemovalStep = "deleteRecord" | "cancel" | "wait" | "cleanup" | "cancelAgain" | "finishCutover" | "support";

/** What a change of an identity or create-only input means in a state (docs/lifecycle.md, "Replacing"). */
export type ReplacementRule = "free" | "refused" | "finished" | "stopped";

export type StateRow = {
  /** Place on the way from `Scheduled` to `Import_Completed`; absent where the way was left. */
  readonly order?: number;
  readonly started: Verdict;
  readonly readyForCutover: Verdict;
  readonly importCompleted: Verdict;
  readonly removal: RemovalStep;
  readonly replacement: ReplacementRule;
};

/**
 * All states of the vendor [ARRAY transitions, actions, groups]. `started` is "out of set-up", in a long queue too (a moment of it is told apart by
 * `queueing.ts`); a later state or a terminal success counts as reached (docs/lessons-covered.md, terraform-provider-aws #43466); states that the array leaves by itself are pending, never a dead end.
 */
// biome-ignore format: a state is a row
export const stateTable = {
  // [API]: waits until scheduled_timestamp expires; cancel allowed
  Scheduled: { order: 0, started: "reached", readyForCutover: "pending", importCompleted: "pending", removal: "cancel", replacement: "free" },
  // [API]: first in, first out, when more sessions are active than supported; cancel allowed
  Queued: { order: 1, started: "reached", readyForCutover: "pending", importCompleted: "pending", removal: "cancel", replacement: "free" },
  // [I, ARRAY actions]: a volume's set-up cannot be cancelled; it ends by itself
  In_Progress: { order: 2, started: "pending", readyForCutover: "pending", importCompleted: "pending", removal: "wait", replacement: "refused" },
  // [GUIDE agentless]: gate, Agentless only; for Non_Disruptive at most transient [I], see gateAt
  Mirror_Enabled: { order: 3, started: "reached", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cancel", replacement: "refused" },
  // [API]: gate, Agentless only
  Ready_To_Start_Copy: { order: 4, started: "reached", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cancel", replacement: "refused" },
  Copy_In_Progress: { order: 5, started: "reached", readyForCutover: "pending", importCompleted: "pending", removal: "cancel", replacement: "refused" },
  // [API pause]: a paused session stays so until resumed; nothing behind it comes by waiting
  Paused: { order: 5, started: "reached", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cancel", replacement: "refused" },
  // [API]: gate, unless automatic_cutover
  Ready_For_Cutover: { order: 6, started: "reached", readyForCutover: "reached", importCompleted: "deadEnd", removal: "cancel", replacement: "refused" },
  // [GUIDE 32]: no manual operation
  Cutover_In_Progress: { order: 7, started: "reached", readyForCutover: "reached", importCompleted: "pending", removal: "wait", replacement: "refused" },
  // [API, GUIDE 34]: groups only; to be committed once more; cancel would take members back that live on PowerStore
  Import_Cutover_Incomplete: { order: 7, started: "reached", readyForCutover: "reached", importCompleted: "deadEnd", removal: "finishCutover", replacement: "refused" },
  Import_Completed: { order: 8, started: "reached", readyForCutover: "reached", importCompleted: "reached", removal: "deleteRecord", replacement: "finished" },
  // [API, GUIDE 34]: groups only; the failed members were cancelled by the array
  Import_Completed_With_Errors: { order: 8, started: "reached", readyForCutover: "reached", importCompleted: "reached", removal: "deleteRecord", replacement: "finished" },
  Cancelled: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "deleteRecord", replacement: "stopped" },
  // [GUIDE 64]: trying again means a new session
  Failed: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "deleteRecord", replacement: "free" },
  // [GUIDE 64, API]: what the array undoes by itself ends in Cancelled, Failed or a state that needs somebody
  Cancel_In_Progress: { started: "pending", readyForCutover: "pending", importCompleted: "pending", removal: "wait", replacement: "refused" },
  Cleanup_In_Progress: { started: "pending", readyForCutover: "pending", importCompleted: "pending", removal: "wait", replacement: "refused" },
  // [GUIDE 32, 40]: groups only; cancel may be tried again
  Cancel_Failed: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cancelAgain", replacement: "refused" },
  // [GUIDE 32, API]: Agentless only; the hosts go back to the source first
  Cancel_Required: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cancel", replacement: "refused" },
  // [GUIDE 66, API]
  Cleanup_Required: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "cleanup", replacement: "refused" },
  // [GUIDE 66]: a case for the vendor's support
  Cleanup_Failed: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "support", replacement: "refused" },
  Invalid: { started: "deadEnd", readyForCutover: "deadEnd", importCompleted: "deadEnd", removal: "support", replacement: "refused" },
} as const satisfies Record<ImportSessionState, StateRow>;

/** A newer array, or a newer version of this package, may have told a state that this one does not know. */
export const isKnownState = (state: unknown): state is ImportSessionState =>
  typeof state === "string" && Object.hasOwn(stateTable, state);

const COPY_ORDER = stateTable.Copy_In_Progress.order;
const CUTOVER_ORDER = stateTable.Cutover_In_Progress.order;

export function stateRow(state: ImportSessionState): StateRow {
  return stateTable[state];
}

/** What waiting for a goal means in a state, gates not counted: `None` waits for nothing. */
export function verdictOf(state: ImportSessionState, goal: WaitGoal): Verdict {
  const row = stateRow(state);
  switch (goal) {
    case "None":
      return "reached";
    case "Started":
      return row.started;
    case "Ready_For_Cutover":
      return row.readyForCutover;
    case "Import_Completed":
      return row.importCompleted;
  }
}

export type GateAction = "enable_destination_volume" | "start_copy" | "cutover";
export type Gate = { readonly action: GateAction; readonly next: AdvanceTarget };

/** The manual gates: the state that waits for somebody, the action that passes it, the state it names (docs/lifecycle.md, "Gates"). */
export const gates: Partial<Record<ImportSessionState, Gate>> = {
  Mirror_Enabled: { action: "enable_destination_volume", next: "Ready_To_Start_Copy" },
  Ready_To_Start_Copy: { action: "start_copy", next: "Ready_For_Cutover" },
  Ready_For_Cutover: { action: "cutover", next: "Import_Completed" },
  Import_Cutover_Incomplete: { action: "cutover", next: "Import_Completed" },
};

/** They exist for Agentless only, but for the cut-over; a Non_Disruptive session passes the others by itself [ARRAY transitions]. */
export function gateAt(state: ImportSessionState, type: ImportSessionInputs["type"]): Gate | undefined {
  const gate = gates[state];
  return gate?.action === "cutover" || type === "Agentless" ? gate : undefined;
}

export function isCompleted(state: ImportSessionState | undefined): boolean {
  return state === "Import_Completed" || state === "Import_Completed_With_Errors";
}

/** States that an accepted action can lead back into, with nothing else seen in between: the array tried, and failed again. */
const repeatableStates: ReadonlySet<ImportSessionState> = new Set(["Import_Cutover_Incomplete", "Cancel_Failed"]);

/** What the array does not show within this time after it accepted such an action, has ended where it began. */
export const SHOWN_WITHIN_SECONDS = 60;

export function hasFailedAgain(state: ImportSessionState, secondsSinceAccepted: number | undefined): boolean {
  return repeatableStates.has(state) && (secondsSinceAccepted ?? 0) >= SHOWN_WITHIN_SECONDS;
}

/** Whether an import goes on, or stands somewhere, that a delete would throw away. */
export function isAtStake(state: ImportSessionState): boolean {
  const { replacement, removal } = stateRow(state);
  return replacement === "refused" && removal !== "cleanup" && removal !== "support" && !isBeingUndone(state);
}

/** Also what has nothing to lose but its turn: an import that is scheduled or queued. */
export function isWaitingOrAtStake(state: ImportSessionState): boolean {
  return isAtStake(state) || stateRow(state).removal === "cancel";
}

const isBeingUndone = (state: ImportSessionState) => state === "Cancel_In_Progress" || state === "Cleanup_In_Progress";

/** From here on nothing is left to pause: the copy is done (docs/lifecycle.md, "Waiting and going on"). */
export function isPastCopy(state: ImportSessionState): boolean {
  return (stateRow(state).order ?? 0) >= 6;
}

/** Nobody can have paused or resumed it yet; so it is for a session that was never seen. */
export function isBeforeCopy(state: ImportSessionState | undefined): boolean {
  return state === undefined || (stateRow(state).order ?? COPY_ORDER) < COPY_ORDER;
}

/** Nobody has seen a volume change hands yet; so it is for a session that was never seen. */
export function isBeforeCutover(state: ImportSessionState | undefined): boolean {
  return state === undefined || (stateRow(state).order ?? CUTOVER_ORDER) < CUTOVER_ORDER;
}
