import type { CheckFailure, RawInputs } from "../../operation/handler";
import { dynamicOnlyInputs } from "./inputs";

/** For surfaces whose connections are not inputs of the resource: takes those out and says what to use instead. */
export function withoutDynamicOnly(given: RawInputs): {
  readonly inputs: RawInputs;
  readonly failures: readonly CheckFailure[];
} {
  const isDynamicOnly = (name: string) => (dynamicOnlyInputs as readonly string[]).includes(name);
  const failures = Object.keys(given)
    .filter(isDynamicOnly)
    .map((property) => ({
      property,
      reason: "is for the dynamic class only: give the resource a provider of its own for each array",
    }));
  return { inputs: Object.fromEntries(Object.entries(given).filter(([name]) => !isDynamicOnly(name))), failures };
}
