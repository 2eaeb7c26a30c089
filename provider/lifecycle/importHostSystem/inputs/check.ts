import type { Rule } from "../../operation/checkInputs";
import { checkInputs } from "../../operation/checkInputs";
import type { CheckFailure, RawInputs } from "../../operation/handler";
import type { HostSystemInputs, InputName } from "./inputs";
import { inputShape } from "./inputs";

/** What an import or a refresh found there is not demanded of a program: the array never tells it, and nothing has to be sent. */
const isUntold = (recorded: RawInputs, name: InputName) =>
  recorded.agentAddress !== undefined && recorded[name] === undefined;

const together = (name: InputName, other: InputName): Rule<InputName, Partial<HostSystemInputs>> => ({
  of: [name, other],
  broken: (inputs, recorded) =>
    inputs[name] === undefined && inputs[other] !== undefined && !isUntold(recorded, name)
      ? `is required with ${other}`
      : undefined,
});

const rules: readonly Rule<InputName, Partial<HostSystemInputs>>[] = [
  together("chapSingleUsername", "chapSinglePassword"),
  together("chapSinglePassword", "chapSingleUsername"),
  together("chapMutualUsername", "chapMutualPassword"),
  together("chapMutualPassword", "chapMutualUsername"),
  {
    of: ["chapMutualUsername", "chapSingleUsername"],
    broken: ({ chapMutualUsername, chapSingleUsername }, recorded) =>
      chapMutualUsername !== undefined && chapSingleUsername === undefined && !isUntold(recorded, "chapSingleUsername")
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
  const isMissing = given.password === undefined || given.password === null;
  const isNeeded = !isMissing || !isUntold(recorded ?? {}, "password");
  const kept = isNeeded ? failures : failures.filter(({ property }) => property !== "password");
  return { inputs, failures: kept };
}
