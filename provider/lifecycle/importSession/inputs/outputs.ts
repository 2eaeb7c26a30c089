import * as z from "zod";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../powerstore/api/schemas/importSession";
import { clusterId } from "../../operation/fields";
import { withoutUndefined } from "../../operation/jsonValues";
import type { ImportSessionInputs } from "./inputs";
import type { PendingRequest } from "./pendingRequests";
import { pendingRequests } from "./pendingRequests";
import { isSameInstant } from "./schedule";

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
  holdReason: z
    .string()
    .optional()
    .describe("What windows hold back, and until when, as of the last update or refresh."),
  nextChangeAt: z
    .string()
    .optional()
    .describe("When windows next change what is to be with the session: then an update has something to do. ISO 8601."),
  clusterId,
  claimed: z
    .boolean()
    .optional()
    .describe(
      "True where the session was found by its generated name and taken over. Without a namespace it may be another stack's: it is not cancelled before adoptSessionId confirms it.",
    ),
  pendingRequests,
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

/** What the array says about a session, as outputs of the resource. Absent where the array has no value. */
export type ObservedOutputs = {
  readonly state?: ImportSession["state"];
  /** 0..100 while copying. */
  readonly progressPercentage?: number;
  /** ISO 8601. */
  readonly estimatedCompletionTimestamp?: string;
  /** Bytes per second. */
  readonly averageTransferRate?: number;
  /** Bytes per second. */
  readonly currentTransferRate?: number;
  readonly destinationResourceId?: string;
  readonly destinationResourceType?: "volume" | "volume_group";
  readonly parentSessionId?: string;
  /** ISO 8601. */
  readonly lastUpdateTimestamp?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly holdReason?: string;
  /** ISO 8601. */
  readonly nextChangeAt?: string;
  /** `global_id` of the PowerStore cluster that holds the session. */
  readonly clusterId?: string;
  /** It was found by its generated name and taken over, and may be another stack's of the same project and stack name. */
  readonly claimed?: boolean;
  readonly pendingRequests?: readonly PendingRequest[];
};

/** What does not come from the session itself. */
export type Standing = {
  readonly clusterId: string;
  readonly claimed?: boolean | undefined;
  readonly pendingRequests?: readonly PendingRequest[] | undefined;
};

/** What windows have to do with it at the moment. */
export type Held = Pick<ObservedOutputs, "holdReason" | "nextChangeAt">;

/** Every input in the form it was given, and what was observed: no secret among them. */
export type ImportSessionOutputs = ImportSessionInputs & ObservedOutputs;

export function toOutputs(
  inputs: ImportSessionInputs,
  session: ImportSession,
  { clusterId, claimed, pendingRequests, holdReason, nextChangeAt }: Standing & Held,
): ImportSessionOutputs {
  return withoutUndefined({
    ...inputs,
    scheduledTimestamp: scheduleToRecord(inputs, session),
    state: session.state,
    progressPercentage: session.progressPercentage,
    estimatedCompletionTimestamp: session.estimatedCompletionTimestamp,
    averageTransferRate: session.averageTransferRate,
    currentTransferRate: session.currentTransferRate,
    destinationResourceId: session.destinationResourceId,
    destinationResourceType: session.destinationResourceType,
    parentSessionId: session.parentSessionId,
    lastUpdateTimestamp: session.lastUpdateTimestamp,
    error: session.error && withoutUndefined(session.error),
    holdReason,
    nextChangeAt,
    clusterId,
    claimed: claimed || undefined,
    pendingRequests,
  });
}

/**
 * As long as the session is Scheduled, the time that the array has: a new one that never got there must not count as set, or no later
 * run would send it again.
 */
function scheduleToRecord(inputs: ImportSessionInputs, session: ImportSession): string | undefined {
  const isPending =
    session.state === "Scheduled" && !isSameInstant(session.scheduledTimestamp, inputs.scheduledTimestamp);
  return isPending ? session.scheduledTimestamp : inputs.scheduledTimestamp;
}
