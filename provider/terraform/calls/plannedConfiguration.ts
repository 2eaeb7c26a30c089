/**
 * The configuration that a plan was asked about, kept for its apply. Engines put what is recorded in the place of what `ignore_changes` names when they plan, and hand the apply the configuration
 * as it is written, evaluated once more: by that, what nobody has planned would be done [TERRAFORM ignoring].
 */

import type { Successor } from "../../lifecycle/operation/handler";
import { hasUnknown, UNKNOWN } from "../../lifecycle/operation/unknown";
import type { State } from "../resource/resourceState";
import { identifying, inputsIn, isState } from "../resource/resourceState";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import type { Known } from "./planned";
import { areWishes } from "./wanted";

/** No attribute of any resource: what the plan knows of what it replaces, which the delete in its apply is not shown [TERRAFORM replacement]. */
const KNOWN = "known_by_plan";

/** Goes with the plan, and into no state. Of what is write-only it says only whether there is any: secrets are as the apply is told, unless the plan was to ignore them. */
export function keptConfiguration({ inputs }: ResourceSchema, config: State, known: Known): Uint8Array | undefined {
  const secrets = inputs.filter(({ name, writeOnly }) => writeOnly && config[name] !== null);
  const open = Object.fromEntries(secrets.map(({ name }) => [name, UNKNOWN]));
  return toDynamicValue({ ...config, ...open, [KNOWN]: known }).msgpack;
}

/** What was kept with the plan of an object on record: where it is to be replaced, that of the new object is asked next, and handed it. */
export function knownBefore(kept: Uint8Array | undefined): Known {
  const planned = kept && fromDynamicValue({ msgpack: kept });
  const known = isState(planned) && isState(planned[KNOWN]) ? (planned[KNOWN] as Partial<Known>) : {};
  return { seen: {}, held: [], isKept: false, twofold: [], ...known };
}

/** What the apply of a plan is to go by. What the plan did not know is as the apply is told. */
export function plannedConfiguration(kept: Uint8Array | undefined, config: State): State {
  const planned = kept && fromDynamicValue({ msgpack: kept });
  if (!isState(planned)) return config;
  const { [KNOWN]: _, ...wanted } = planned;
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, hasUnknown(value) ? config[name] : value]),
  );
}

/** What is to be made in the place of what a delete ends: it is handed what is kept for that, and nothing where nothing is [TERRAFORM replacement]. */
export function successorOf(
  run: TerraformRun,
  schema: ResourceSchema,
  kept: Uint8Array | undefined,
): (Successor & Known) | undefined {
  const planned = kept && fromDynamicValue({ msgpack: kept });
  if (!isState(planned) || areWishes(planned)) return undefined;
  const { urn } = run.identityToCreate(schema, identifying(schema, planned));
  const urns = new Set(urn === undefined ? [] : [urn]);
  return { inputs: inputsIn(schema, planned), urns, ...knownBefore(kept) };
}
