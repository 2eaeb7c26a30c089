/** What Terraform refuses in the answers of a provider, as a fault of that [TERRAFORM values]. */

import { isDeepStrictEqual } from "node:util";
import { hasUnknown, UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import type { ResourceSchema } from "../../../provider/terraform/schema/resourceSchema";

type Values = Readonly<Record<string, unknown>>;

/** A plan that is neither what the configuration says, where that says something or nobody else may, nor what is recorded in the place of it. */
export function invalidPlan(
  { attributes }: ResourceSchema,
  config: Values,
  planned: Values,
  prior: Values | null,
): string[] {
  return attributes
    .filter(({ name, computed, writeOnly }) => {
      if (writeOnly) return planned[name] !== null;
      const said = config[name] ?? null;
      if (said === null) return !computed && planned[name] !== null;
      const isKept = (prior?.[name] ?? null) !== null && isDeepStrictEqual(planned[name], prior?.[name]);
      return !isKept && !isDeepStrictEqual(said, planned[name]);
    })
    .map(({ name }) => `the configuration says ${name} ${String(config[name])}, and the plan ${String(planned[name])}`);
}

/** A result that is not what was planned, or not known. */
export function brokenPromises(planned: Values, state: Values): string[] {
  return Object.entries(state)
    .filter(([name, value]) => hasUnknown(value) || !isKept(planned[name], value))
    .map(([name, value]) => `a plan promised ${name} ${shown(planned[name])}, and it became ${shown(value)}`);
}

/** What a plan promised, and the plan that its apply makes does not. */
export function forgottenPromises(planned: Values, again: Values): string[] {
  return Object.entries(planned)
    .filter(([name, value]) => !isKept(value, again[name]))
    .map(([name, value]) => `a plan promised ${name} ${shown(value)}, and the next one ${shown(again[name])}`);
}

/** What was not known may be anything, also inside of what was. */
function isKept(before: unknown, after: unknown): boolean {
  if (before === UNKNOWN) return true;
  if (!isObject(before) || !isObject(after)) return isDeepStrictEqual(before, after);
  const names = Object.keys(before);
  return names.length === Object.keys(after).length && names.every((name) => isKept(before[name], after[name]));
}

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null;

const shown = (value: unknown) => (isObject(value) ? JSON.stringify(value) : String(value));
