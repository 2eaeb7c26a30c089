import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionInputs, InputName, WaitGoal } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isBeforeCopy, stateRow, verdictOf } from "./states";

/** The part of the inputs that says how far a session is to get. */
export type Goals = Pick<
  ImportSessionInputs,
  "type" | "advanceTo" | "waitFor" | "automaticCutover" | "scheduledTimestamp"
> & {
  /** Undefined: left to whoever is at the array, who may pause and resume. */
  readonly paused: boolean | undefined;
};

/**
 * What the program wants of a session that it has. With `ignoreChanges: ["paused"]` nothing is paused or resumed against somebody at the array, but for a pause
 * that the state file promises and that no run has come to yet: the session waited for its turn.
 * @param ignored property paths of the option `ignoreChanges`, as the engine passes them.
 */
export function goalsOf(
  inputs: Readonly<Record<string, unknown>>,
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused">,
  ignored: readonly string[] = [],
): Goals {
  const goals = inputs as Goals;
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
  if (goals.advanceTo && row.order !== undefined && row.order <= lastOrderOf[goals.advanceTo]) return "advanceTo";
  return isWaitOpen(state, goals) ? "waitFor" : undefined;
}

/** A dead end stays open, so that each `up` looks again and says what is wrong; Failed and Cancelled are the diff's own matter. */
function isWaitOpen(state: ImportSession["state"], goals: Goals): boolean {
  if (state === "Failed" || state === "Cancelled") return false;
  return verdictOf(state, goals.waitFor) !== "reached";
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds that create and update may take where `customTimeouts` says nothing (docs/lifecycle.md, "Waiting and going on"). */
export function defaultAdvanceSeconds(waitFor: WaitGoal): number {
  return waitFor === "Ready_For_Cutover" || waitFor === "Import_Completed" ? 24 * HOUR : 10 * MINUTE;
}

export const DEFAULT_DELETE_SECONDS = 30 * MINUTE;
