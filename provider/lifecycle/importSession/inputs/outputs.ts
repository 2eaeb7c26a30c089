import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { ImportSessionInputs } from "./inputs";
import { isSameInstant } from "./schedule";

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
  /** `global_id` of the PowerStore cluster that holds the session. */
  readonly clusterId?: string;
  /** It was found by its generated name and taken over, and may be another stack's of the same project and stack name. */
  readonly claimed?: boolean;
};

/** What does not come from the session itself. */
export type Standing = { readonly clusterId: string; readonly claimed?: boolean | undefined };

/** Every input in the form it was given, and what was observed: no secret among them. */
export type ImportSessionOutputs = ImportSessionInputs & ObservedOutputs;

export function toOutputs(
  inputs: ImportSessionInputs,
  session: ImportSession,
  { clusterId, claimed }: Standing,
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
    clusterId,
    claimed: claimed || undefined,
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

/** Values travel to the engine as JSON, which has no undefined (pulumi.md 1, row 15). */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
