import * as z from "zod";
import { importSessionStates } from "../../../powerstore/api/schemas/importSession";
import { hasUnknown } from "../../operation/unknown";
import type { InputName } from "./inputs";
import { inputShape } from "./inputs";
import type { ObservedOutputs } from "./outputs";

/**
 * What a session's resource shows beyond its inputs: types and meaning for the schema of the plugin. Units and limits are the vendor's
 * (`import_session_instance`, 4.1).
 */
export const outputShape = {
  state: z
    .enum(importSessionStates)
    .describe("State in the array's own words, as last seen by an update or a refresh."),
  progressPercentage: z.int().optional().describe("0 to 100; set while there is something to copy."),
  estimatedCompletionTimestamp: z.string().optional().describe("ISO 8601; set while copying."),
  averageTransferRate: z.number().optional().describe("Bytes per second since the copy began."),
  currentTransferRate: z.number().optional().describe("Bytes per second now."),
  destinationResourceId: z
    .string()
    .min(1)
    .optional()
    .describe("Id of the volume or volume group on PowerStore; set once the import is set up."),
  destinationResourceType: z.enum(["volume", "volume_group"]).optional().describe("What the destination is."),
  parentSessionId: z.string().optional().describe("Id of the group's session if this is one of its members."),
  lastUpdateTimestamp: z.string().optional().describe("ISO 8601."),
  error: z
    .object({
      code: z.string().optional().describe("The array's code, such as 0xE0FF0000."),
      message: z.string().optional().describe("The array's own words."),
    })
    .meta({ title: "SessionError" })
    .optional()
    .describe("What the array says went wrong."),
  clusterId: z.string().describe("global_id of the PowerStore cluster."),
  claimed: z
    .boolean()
    .optional()
    .describe(
      "True where the session was found by its generated name and taken over. Without a namespace it may be another stack's: it is not cancelled before adoptSessionId confirms it.",
    ),
} as const satisfies Record<keyof ObservedOutputs, z.ZodType>;

export type OutputName = keyof typeof outputShape;
export const outputNames = Object.keys(outputShape) as readonly OutputName[];

/** Outputs that stay what they are for the whole life of a session: whoever depends on them need not wait for an update. */
export const lastingOutputs = [
  "destinationResourceId",
  "destinationResourceType",
  "parentSessionId",
  "clusterId",
] as const satisfies readonly OutputName[];

/**
 * The properties of a state file as this version understands them. Another version may have recorded a state or a type that is not known here:
 * left out, it counts as not observed yet, and the next update looks at the array.
 */
export function readableOutputs(recorded: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(recorded).filter(([name, value]) => isReadable(name, value)));
}

/** How a session is to be ended. */
const endingInputs = ["forceCancel", "hostsOnSource"] as const satisfies readonly InputName[];

/**
 * What a delete goes by where the state file shows inputs beside the outputs. They may be those of a replacement that did not come about, so that only
 * how to end the session is theirs, and is newer there than in the outputs; what it is the outputs say.
 */
export function outputsToDelete(
  outputs: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const wishes = endingInputs.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]);
  return readableOutputs({ ...outputs, ...Object.fromEntries(wishes) });
}

/** Wrong types and empty texts, which no version writes. */
const unreadable: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "too_small"]);

/** Inputs stay as they are unless their very type is wrong: rules of today must not make yesterday's inputs look changed. */
function isReadable(name: string, value: unknown): boolean {
  if (hasUnknown(value)) return false;
  if (Object.hasOwn(outputShape, name)) return outputShape[name as OutputName].safeParse(value).success;
  if (!Object.hasOwn(inputShape, name)) return true;
  const { error } = inputShape[name as InputName].safeParse(value);
  return !error?.issues.some(({ code }) => unreadable.has(code));
}
