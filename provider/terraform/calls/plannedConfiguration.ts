/**
 * The configuration that a plan was asked about, kept for its apply. Engines put what is recorded in the place of what `ignore_changes` names when they plan, and hand the apply the configuration
 * as it is written, evaluated once more: by that, what nobody has planned would be done [TERRAFORM ignoring].
 */

import { hasUnknown } from "../../lifecycle/operation/unknown";
import type { State } from "../resource/resourceState";
import { isState } from "../resource/resourceState";
import type { ResourceSchema } from "../schema/resourceSchema";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";

/** Goes with the plan, and into no state: what is write-only is left out. */
export function keptConfiguration({ inputs }: ResourceSchema, config: State): Uint8Array | undefined {
  const secrets = inputs.filter(({ writeOnly }) => writeOnly).map(({ name }) => [name, null]);
  return toDynamicValue({ ...config, ...Object.fromEntries(secrets) }).msgpack;
}

/** What the apply of a plan is to go by. Secrets, and what the plan did not know, are as the apply is told. */
export function plannedConfiguration({ inputs }: ResourceSchema, kept: Uint8Array | undefined, config: State): State {
  const planned = kept && fromDynamicValue({ msgpack: kept });
  if (!isState(planned)) return config;
  const isTold = (name: string, value: unknown) =>
    hasUnknown(value) || inputs.some((each) => each.name === name && each.writeOnly);
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => [name, isTold(name, value) ? config[name] : value]),
  );
}
