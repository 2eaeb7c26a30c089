/** What Terraform refuses in the answers of a provider, as a fault of that [TERRAFORM values]. */

import { isDeepStrictEqual } from "node:util";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import type { ResourceSchema } from "../../../provider/terraform/schema/resourceSchema";

type Values = Readonly<Record<string, unknown>>;

/** A plan that is not what the configuration says, where that says something or nobody else may. */
export function invalidPlan({ attributes }: ResourceSchema, config: Values, planned: Values): string[] {
  return attributes
    .filter(({ name, computed, writeOnly }) => {
      if (writeOnly) return planned[name] !== null;
      const said = config[name] ?? null;
      return said === null ? !computed && planned[name] !== null : !isDeepStrictEqual(said, planned[name]);
    })
    .map(({ name }) => `the configuration says ${name} ${String(config[name])}, and the plan ${String(planned[name])}`);
}

/** A result that is not what was planned, or not known. */
export function brokenPromises(planned: Values, state: Values): string[] {
  return Object.entries(state)
    .filter(([name, value]) =>
      planned[name] === UNKNOWN ? value === UNKNOWN : !isDeepStrictEqual(value, planned[name]),
    )
    .map(([name, value]) => `a plan promised ${name} ${String(planned[name])}, and it became ${String(value)}`);
}
