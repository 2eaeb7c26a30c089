import * as z from "zod";
import { isKnownText, marksIn } from "../../arrayObject/marks";
import type { Wish } from "../../engineRun/facts";
import { oneOf, profile, reference, text } from "../../operation/fields";
import type { RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { hasUnknown } from "../../operation/unknown";

/**
 * The inputs of a UniversalConsistencyGroup: names, types, defaults and meaning, in one place for check, schema and documentation. Limits are the
 * vendor's (`import_universal_consistency_group_create`, 4.0).
 */

const volumeId = z
  .string("must be a string")
  .min(1, "must not be empty")
  .max(256, "must have at most 256 characters")
  .regex(/^\S*$/u, "must not contain white space");

export const waitGoals = ["None", "Ready"] as const;

export const inputShape = {
  remoteSystemId: reference.describe("The Universal remote system that the volumes are on: an id, or name:<name>."),
  name: text(128)
    .optional()
    .describe(
      "Name of the group, unique on the cluster; the volume group that an import makes bears it. Generated from the resource's name if not given.",
    ),
  importUniversalVolumeIds: z
    .array(volumeId, "must be a list of ids")
    .default([])
    .describe(
      "Ids of the volumes in it, as PowerStore lists them. A set: their order means nothing. A group may be empty.",
    ),
  volumeNames: z
    .record(volumeId, text(128), "must map ids of volumes to names")
    .optional()
    .describe(
      "Names for universal volumes, which have none until somebody gives them one: by the id of the volume. A name is never taken away again.",
    ),
  waitFor: oneOf(waitGoals)
    .meta({ title: "GroupGoal" })
    .default("Ready")
    .describe("Whether an update of the stack waits until the group can be imported."),
  adoptGroupId: reference
    .optional()
    .describe("An existing group to take over instead of making one: an id, or name:<name>."),
  array: profile,
} as const;

/** Inputs of the dynamic surface alone: a plugin has explicit providers for several arrays. */
export const dynamicOnlyInputs = ["array"] as const satisfies readonly (keyof typeof inputShape)[];

export type InputName = keyof typeof inputShape;
export const inputNames = Object.keys(inputShape) as readonly InputName[];

const schema = z.object(inputShape);

/** Inputs as check leaves them: defaults filled in, the name always there. */
export type GroupInputs = z.output<typeof schema> & { readonly name: string };

export type ChangeKind = "createOnly" | "updated" | "nothing" | "connection";

export const changeKinds = {
  remoteSystemId: "createOnly",
  name: "updated",
  importUniversalVolumeIds: "updated",
  volumeNames: "updated",
  waitFor: "nothing",
  adoptGroupId: "nothing",
  array: "connection",
} as const satisfies Record<InputName, ChangeKind>;

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(recorded: RawInputs, inputs: RawInputs): InputName[] {
  return inputNames.filter((name) => hasUnknown(inputs[name]) || canonical(recorded[name]) !== canonical(inputs[name]));
}

/** By what a group is found: its id and its name. Prefixed: other resources have names, too. */

const { id: idMark, name: nameMark, reference: referenceMark } = marksIn("universal_group");

export { nameMark };

export function wishOf({ name, adoptGroupId: adopted }: RawInputs): Wish {
  const reference = isKnownText(adopted) ? [referenceMark(adopted)] : [];
  return { exact: [...(isKnownText(name) ? [nameMark(name)] : []), ...reference], likely: [] };
}

export const marksOf = (id: string, { name }: RawInputs): readonly string[] => [
  idMark(id),
  ...(isKnownText(name) ? [nameMark(name)] : []),
];
