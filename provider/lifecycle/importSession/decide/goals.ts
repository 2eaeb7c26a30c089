import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { isBeforeCopy } from "./states";

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
