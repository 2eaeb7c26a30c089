/** A state or configuration of a resource as it travels, taken apart. */

import type { RawInputs } from "../../lifecycle/operation/handler";
import { readableOutputs } from "../../lifecycle/operation/recorded";
import type { ResourceSchema } from "../schema/resourceSchema";
import { CANCEL_ON_DESTROY } from "../schema/resourceSchema";
import { toAttributes, toProperties } from "../values/convert";

/** Attributes in snake case, null where there is nothing. */
export type State = Readonly<Record<string, unknown>>;

export function isState(value: unknown): value is State {
  return typeof value === "object" && value !== null;
}

/** The inputs that a configuration gives, and of a recorded state those of the last apply. */
export const inputsIn = ({ inputs }: ResourceSchema, state: State): RawInputs => toProperties(inputs, state);

/** Inputs and outputs as far as this version understands them. */
export function recordedIn({ definition, recorded }: ResourceSchema, state: State): RawInputs {
  return readableOutputs(definition, toProperties(recorded, state));
}

export const idIn = ({ id }: State): string => (typeof id === "string" ? id : "");

/** What this surface itself asks of a resource. */
export const ownIn = ({ own }: ResourceSchema, state: State): RawInputs => toProperties(own, state);

/** For the identity: inputs, and the name where this surface adds one. */
export const identifying = (schema: ResourceSchema, state: State): RawInputs => ({
  ...ownIn(schema, state),
  ...inputsIn(schema, state),
});

export const mayCancel = (state: State): boolean => state[CANCEL_ON_DESTROY] === true;

/** @param beside the configuration, or the state, that says what the lifecycle does not: this surface's own attributes and timeouts */
export function stateOf(schema: ResourceSchema, id: unknown, outputs: RawInputs, beside: State): State {
  return {
    ...toAttributes(schema.recorded, outputs),
    ...Object.fromEntries(schema.own.map(({ name }) => [name, beside[name] ?? null])),
    ...(schema.own.some(({ name }) => name === CANCEL_ON_DESTROY) && {
      [CANCEL_ON_DESTROY]: beside[CANCEL_ON_DESTROY] ?? false,
    }),
    timeouts: beside.timeouts ?? null,
    id,
  };
}

/** A value with all attributes of the resource, of whatever there is: what is left over is dropped, what is missing is null. */
export function complete(schema: ResourceSchema, given: State): State {
  const { recorded, own } = schema;
  const known = [...own, ...recorded];
  return { ...toAttributes(known, toProperties(known, given)), timeouts: given.timeouts ?? null, id: given.id ?? null };
}
