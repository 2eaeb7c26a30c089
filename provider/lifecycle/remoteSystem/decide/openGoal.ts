import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import type { RemoteSystemOutputs } from "../inputs/outputs";

/**
 * Which wish an earlier run has not come to, as far as the state file shows: connections that were never seen, a discovery that did not end. A
 * source that is switched off later is neither: whoever has imported everything does that.
 */
export function findOpenGoal(
  recorded: Partial<RemoteSystemOutputs>,
  inputs: Pick<Partial<RemoteSystemInputs>, "waitFor" | "discover">,
): InputName | undefined {
  if (inputs.waitFor === "Connected" && recorded.connectedAt === undefined) return "waitFor";
  return inputs.discover === true && recorded.discoveredAt === undefined ? "discover" : undefined;
}
