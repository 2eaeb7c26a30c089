import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { InputName } from "../inputs/inputs";
import type { Goals } from "./goals";
import { stateRow, verdictOf } from "./states";

/** The last state in which a value of `advanceTo` still has something to do: its gate, or the cut-over under way. */
const lastOrderOf = { Ready_To_Start_Copy: 3, Ready_For_Cutover: 4, Import_Completed: 7 } as const;

/**
 * The input whose wish the recorded state does not fulfil yet; undefined when nothing is left to do (design.md 4, "Goal not
 * reached yet"). This, not the engine's init-failed mark, is what makes the next `up` go on: a refresh clears the mark.
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
