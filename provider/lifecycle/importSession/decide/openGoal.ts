/** What of a program's wishes is still to be done, which makes the next `up` an update. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { InputName } from "../inputs/inputs";
import type { Goals } from "./goals";
import { gateAt, stateRow, verdictOf } from "./states";

/** The last state in which a value of `advanceTo` still has something to do: its gate, or the cut-over under way. */
const lastOrderOf = { Ready_To_Start_Copy: 3, Ready_For_Cutover: 4, Import_Completed: 7 } as const;

/**
 * The input whose wish the recorded state does not fulfil yet; undefined when nothing is left to do (docs/lifecycle.md, "Waiting and going
 * on"). This, not the engine's init-failed mark, is what makes the next `up` go on: a refresh clears the mark.
 */
export function findOpenGoal(state: ImportSessionState | undefined, goals: Goals): InputName | undefined {
  if (state === undefined) return "waitFor";
  const row = stateRow(state);
  if (goals.isOtherStart) return "startWindows";
  if (isHeldStill(state, goals)) return undefined;
  if (goals.paused && row.order !== undefined) return row.order <= 5 && state !== "Paused" ? "paused" : undefined;
  if (goals.paused === false && state === "Paused") return "paused";
  const isAhead = goals.advanceTo && row.order !== undefined && row.order <= lastOrderOf[goals.advanceTo];
  if (isAhead && (!goals.held?.gate || state === "Cutover_In_Progress")) return "advanceTo";
  return isWaitOpen(state, goals) ? "waitFor" : undefined;
}

/** Closed windows ask for nothing where nothing copies, or is about to. */
function isHeldStill(state: ImportSessionState, { type, held, mayHaveBegun }: Goals): boolean {
  if (state === "Scheduled") return !mayHaveBegun && (held?.start ?? held?.copy) !== undefined;
  return held?.copy !== undefined && gateAt(state, type) !== undefined;
}

/** A dead end stays open, so that each `up` looks again and says what is wrong; Failed and Cancelled are the diff's own matter. */
function isWaitOpen(state: ImportSessionState, goals: Goals): boolean {
  if (state === "Failed" || state === "Cancelled") return false;
  // It stands where only the end of the hold lets it go on.
  const goesOnAlone = state === "Ready_For_Cutover" && goals.automaticCutover;
  if (goals.held?.gate && gateAt(state, goals.type) && !goesOnAlone) return false;
  return verdictOf(state, goals.waitFor) !== "reached";
}
