/** How the imports stand of waves whose sessions nobody can tell: by what their last run has counted. Pure. */
import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { type Standing, standingOf } from "../sessions/standing";
import type { SecretWave } from "../stack/secretWaves";

export type CountedState = { readonly state: string; readonly standing: Standing };

/** Each state that some of them were in. */
export function countedStates(secret: readonly SecretWave[] = []): readonly CountedState[] {
  const counted = secret.flatMap(({ states = {} }) => Object.entries(states).filter(([, count]) => count > 0));
  return [...new Set(counted.map(([state]) => state))].map((state) => ({ state, standing: standingOfCounted(state) }));
}

function standingOfCounted(state: string): Standing {
  // The run that has begun it has not seen its state: the next one does.
  if (state === NOT_STARTED || state === "Unknown") return "waiting";
  if (isKnownState(state) && isCompleted(state)) return "completed";
  // The wave wants it still.
  if (state === "Cancelled") return "attention";
  const { standing } = standingOf(state);
  // Whoever still stands at a gate is seen there among the sessions; who does not, a run will record.
  return standing === "gate" || standing === "paused" ? "waiting" : standing;
}
