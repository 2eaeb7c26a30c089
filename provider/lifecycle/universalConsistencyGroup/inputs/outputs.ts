import * as z from "zod";
import type { UniversalGroup, UniversalVolume } from "../../../powerstore/api/schemas/universal";
import { claimed, clusterId } from "../../operation/fields";
import { withoutUndefined } from "../../operation/jsonValues";
import type { GroupInputs } from "./inputs";

/** A group with its members, which its own row does not show. */
export type ObservedGroup = UniversalGroup & { readonly members: readonly UniversalVolume[] };

/** What a group's resource shows beyond its inputs, in the vendor's words. */
export const outputShape = {
  importableCriteria: z
    .string()
    .optional()
    .describe("Whether the group can be imported, in the array's own words, such as Ready_For_Agentless_Import."),
  volumeWwns: z
    .record(z.string(), z.string())
    .optional()
    .describe("WWN of each member by its id, as consistencyGroupMembers of an ImportSession wants them."),
  readyAt: z.string().optional().describe("When the group was first seen to be importable, ISO 8601."),
  clusterId,
  claimed,
} as const;

export type OutputName = keyof typeof outputShape;

/** Outputs that stay what they are for the whole life of a group. */
export const lastingOutputs = ["clusterId"] as const satisfies readonly OutputName[];

type Observed = { readonly [Name in OutputName]?: z.output<(typeof outputShape)[Name]> };

export type GroupOutputs = GroupInputs & Observed & { readonly clusterId: string };

/** What does not come from the array's rows. */
export type Standing = {
  readonly clusterId: string;
  readonly claimed?: boolean | undefined;
  readonly readyAt?: string | undefined;
};

export function toOutputs(inputs: GroupInputs, group: ObservedGroup | undefined, standing: Standing): GroupOutputs {
  const observed = group && {
    importableCriteria: group.importableCriteria,
    volumeWwns: Object.fromEntries(group.members.flatMap(({ id, wwn }) => (wwn === undefined ? [] : [[id, wwn]]))),
  };
  return withoutUndefined({
    ...inputs,
    ...observed,
    ...standing,
    claimed: standing.claimed || undefined,
  }) as GroupOutputs;
}
