import type { ResourceDefinition } from "./definition";
import type { CheckFailure, RawInputs } from "./handler";

/** For surfaces whose connections are not inputs of the resource: takes those out and says what to use instead. */
export function withoutDynamicOnly(
  { dynamicOnly }: ResourceDefinition,
  given: RawInputs,
): { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] } {
  const failures = Object.keys(given)
    .filter((property) => dynamicOnly.includes(property))
    .map((property) => ({
      property,
      reason: "is for the dynamic class only: give the resource a provider of its own for each array",
    }));
  return {
    inputs: Object.fromEntries(Object.entries(given).filter(([name]) => !dynamicOnly.includes(name))),
    failures,
  };
}
