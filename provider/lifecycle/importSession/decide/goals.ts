import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionInputs, InputName, WaitGoal } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import type { Hold, Holds } from "./holds";
import { gates, isBeforeCopy, stateRow, verdictOf } from "./states";

/** The part of the inputs that says how far a session is to get. */
export type Goals = Pick<
  ImportSessionInputs,
  "type" | "advanceTo" | "waitFor" | "automaticCutover" | "scheduledTimestamp"
> & {
  /** Undefined: left to whoever is at the array, who may pause and resume. */
  readonly paused: boolean | undefined;
  readonly held?: Holds;
};

/**
 * What the program wants of a session that it has. With `ignoreChanges: ["paused"]` nothing is paused or resumed against somebody at the array, but for a pause
 * that the state file promises and that no run has come to yet: the session waited for its turn.
 * @param about.ignored property paths of the option `ignoreChanges`, as the engine passes them.
 * @param about.brake why no gate may be passed now.
 */
export function goalsOf(
  inputs: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused">,
  { ignored = [], brake }: { readonly ignored?: readonly string[]; readonly brake?: () => Hold | undefined },
): Goals {
  const gate = brake?.();
  const goals = { ...(inputs as Goals), ...(gate && { held: { gate } }) };
  if (!ignored.some(isPaused)) return goals;
  const isPromised = recorded.paused === true && isBeforeCopy(recorded.state);
  return { ...goals, paused: isPromised ? true : undefined };
}

/** `paused`, `["paused"]`, or all of them. */
function isPaused(path: string): boolean {
  const name = path.replace(/^\["?|"?\]$/g, "");
  return name === "paused" || name === "*";
}

/** The last state in which a value of `advanceTo` still has something to do: its gate, or the cut-over under way. */
const CUTOVER_ORDER = stateRow("Cutover_In_Progress").order ?? 0;

const lastOrderOf = { Ready_To_Start_Copy: 3, Ready_For_Cutover: 4, Import_Completed: 7 } as const;

/**
 * The input whose wish the recorded state does not fulfil yet; undefined when nothing is left to do (docs/lifecycle.md, "Waiting and going
 * on"). This, not the engine's init-failed mark, is what makes the next `up` go on: a refresh clears the mark.
 */
export function findOpenGoal(state: ImportSession["state"] | undefined, goals: Goals): InputName | undefined {
  if (state === undefined) return "waitFor";
  const row = stateRow(state);
  if (goals.paused && row.order !== undefined) return row.order <= 5 && state !== "Paused" ? "paused" : undefined;
  if (goals.paused === false && state === "Paused") return "paused";
  const isAhead = goals.advanceTo && row.order !== undefined && row.order <= lastOrderOf[goals.advanceTo];
  if (isAhead && (!goals.held?.gate || row.order >= CUTOVER_ORDER)) return "advanceTo";
  return isWaitOpen(state, goals) ? "waitFor" : undefined;
}

/** A dead end stays open, so that each `up` looks again and says what is wrong; Failed and Cancelled are the diff's own matter. */
function isWaitOpen(state: ImportSession["state"], goals: Goals): boolean {
  if (state === "Failed" || state === "Cancelled") return false;
  // It stands where only the end of the hold lets it go on.
  if (goals.held?.gate && gates[state]) return false;
  return verdictOf(state, goals.waitFor) !== "reached";
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (docs/lifecycle.md, "Waiting and going on"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;
