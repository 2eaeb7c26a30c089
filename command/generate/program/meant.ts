import { UsageError } from "../../process/exits";
import { checkResource } from "../../program/program";
import type { Program, Resource } from "./program";
import { isWave } from "./program";

/**
 * By the provider's own check, which would refuse it when somebody runs it.
 * @param option what the program is made from
 * @throws UsageError for the first thing that cannot be meant
 */
export function requireMeant({ resources }: Program, option: string): void {
  for (const resource of resources) {
    const [failure] = failuresOf(resource);
    if (failure) throw new UsageError(`${option}: ${resource.name}: ${failure.property} ${failure.reason}`);
  }
}

function failuresOf(resource: Resource) {
  const { name, inputs, sessions } = resource;
  const kind = isWave(resource) ? "ImportWave" : "ImportSession";
  const urn = `urn:pulumi:generated::generated::powerstore-import:index:${kind}::${name}`;
  const all = { ...inputs, ...(sessions && { sessions: Object.fromEntries(sessions) }) };
  return checkResource({ kind, urn, name, inputs: all }, {}).failures;
}
