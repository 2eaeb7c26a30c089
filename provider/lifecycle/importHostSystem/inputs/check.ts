import type { Rule } from "../../operation/checkInputs";
import { checkInputs } from "../../operation/checkInputs";
import type { CheckFailure, RawInputs } from "../../operation/handler";
import type { HostSystemInputs, InputName } from "./inputs";
import { inputShape } from "./inputs";

const together = (name: InputName, other: InputName): Rule<InputName, Partial<HostSystemInputs>> => ({
  of: [name, other],
  broken: (inputs) =>
    inputs[name] === undefined && inputs[other] !== undefined ? `is required with ${other}` : undefined,
});

const rules: readonly Rule<InputName, Partial<HostSystemInputs>>[] = [
  together("chapSingleUsername", "chapSinglePassword"),
  together("chapSinglePassword", "chapSingleUsername"),
  together("chapMutualUsername", "chapMutualPassword"),
  together("chapMutualPassword", "chapMutualUsername"),
  {
    of: ["chapMutualUsername", "chapSingleUsername"],
    broken: ({ chapMutualUsername, chapSingleUsername }) =>
      chapMutualUsername !== undefined && chapSingleUsername === undefined
        ? "comes on top of chapSingleUsername and chapSinglePassword: Mutual is Single and the other way round as well"
        : undefined,
  },
];

/** Validates inputs and fills in defaults. Pure: nothing is sent, unknown values pass. */
export function checkHostSystem(
  recorded: RawInputs | undefined,
  given: RawInputs,
): { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] } {
  const { inputs, failures } = checkInputs(
    { of: { name: "ImportHostSystem", inputs: inputShape }, rules },
    given,
    recorded,
  );
  // What an import found there is not demanded of a program: the array never tells it, and nothing has to be sent.
  const isUntold = recorded !== undefined && recorded.agentAddress !== undefined && recorded.password === undefined;
  const isMissing = given.password === undefined || given.password === null;
  const kept = isUntold && isMissing ? failures.filter(({ property }) => property !== "password") : failures;
  return { inputs, failures: kept };
}
