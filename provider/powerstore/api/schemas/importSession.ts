import * as z from "zod";
import { optionalNumber, optionalText } from "./optionalValues";
import { OF_A_NEWER_ARRAY } from "./unknownValues";

/** Every state of the vendor's ImportSessionStateEnum (4.1), in its order. */
export const importSessionStates = [
  "Scheduled",
  "Paused",
  "Queued",
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Ready_For_Cutover",
  "Cutover_In_Progress",
  "Import_Completed",
  "Cancelled",
  "Failed",
  "Cancel_Failed",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
  "Cleanup_Failed",
  "Invalid",
  "Cleanup_Required",
  "Import_Completed_With_Errors",
  "Import_Cutover_Incomplete",
  "Cancel_Required",
] as const;

export type ImportSessionState = (typeof importSessionStates)[number];

// A newer array may know more values than this version: say so, instead of listing the twenty that were expected. What
// the array sent is repeated only if it has the form of such a value.
const unknownValue = ({ input }: { readonly input?: unknown }): string =>
  typeof input === "string" && /^\w{1,64}$/.test(input)
    ? `"${input}" ${OF_A_NEWER_ARRAY}`
    : "not one of the known values";

/**
 * `import_session_instance` of the vendor's description (4.1), as far as the provider reads it. Only id and state are needed: whatever else a
 * newer array leaves out is not known.
 */
const wire = z.object({
  id: z.string().min(1),
  name: optionalText,
  type: z
    .enum(["Non_Disruptive", "Agentless"], { error: unknownValue })
    .nullish()
    .transform((value) => value ?? undefined),
  description: optionalText,
  // A finished session may outlive its remote system, whose delete only active ones prevent [ARRAY limits].
  remote_system_id: optionalText,
  source_resource_id: optionalText,
  destination_resource_id: optionalText,
  destination_resource_type: z
    .enum(["volume", "volume_group"], { error: unknownValue })
    .nullish()
    .transform((value) => value ?? undefined),
  parent_session_id: optionalText,
  state: z.enum(importSessionStates, { error: unknownValue }),
  estimated_completion_timestamp: optionalText,
  progress_percentage: optionalNumber,
  average_transfer_rate: optionalNumber,
  current_transfer_rate: optionalNumber,
  protection_policy_id: optionalText,
  volume_group_id: optionalText,
  global_storage_discovery_address: optionalText,
  automatic_cutover: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
  scheduled_timestamp: optionalText,
  error: z
    .object({ code: optionalText, message_l10n: optionalText })
    .nullish()
    .transform((value) => (value ? { code: value.code, message: value.message_l10n } : undefined)),
  last_update_timestamp: optionalText,
});

/** The properties to ask for: without a select the array returns the id alone (Developers Guide, p.26). */
export const importSessionSelect = Object.keys(wire.shape).join(",");

const asItIs = optionalText.catch(undefined);

/** The same columns; one of another shape counts as not told. */
const lenient = Object.fromEntries(
  Object.entries(wire.shape).map(([name, schema]) => [name, (schema as z.ZodType).catch(undefined)]),
) as unknown as typeof wire.shape;

/** The same row for somebody who only looks: whatever this version does not know is shown as the array says it. */
const listed = z.object({
  ...lenient,
  id: wire.shape.id,
  state: z.string().catch("not told"),
  type: asItIs,
  destination_resource_type: asItIs,
});

function named<Row extends z.output<typeof wire> | z.output<typeof listed>>(row: Row) {
  return {
    id: row.id,
    name: row.name,
    type: row.type as Row["type"],
    description: row.description,
    remoteSystemId: row.remote_system_id,
    sourceResourceId: row.source_resource_id,
    destinationResourceId: row.destination_resource_id,
    destinationResourceType: row.destination_resource_type as Row["destination_resource_type"],
    parentSessionId: row.parent_session_id,
    state: row.state as Row["state"],
    estimatedCompletionTimestamp: row.estimated_completion_timestamp,
    progressPercentage: row.progress_percentage,
    averageTransferRate: row.average_transfer_rate,
    currentTransferRate: row.current_transfer_rate,
    protectionPolicyId: row.protection_policy_id,
    volumeGroupId: row.volume_group_id,
    globalStorageDiscoveryAddress: row.global_storage_discovery_address,
    automaticCutover: row.automatic_cutover,
    scheduledTimestamp: row.scheduled_timestamp,
    error: row.error,
    lastUpdateTimestamp: row.last_update_timestamp,
  };
}

export const importSessionSchema = wire.transform((row) => named(row));

/** An import session as the array shows it; absent where the array says null. */
export type ImportSession = z.output<typeof importSessionSchema>;

export const listedSessionSchema = listed.transform((row) => named(row));

/** An import session of which `state` and the other words of the array may be ones that this version does not know. */
export type ListedSession = z.output<typeof listedSessionSchema>;

export const namedSessionSchema = wire.pick({ id: true, name: true });

/** What tells whose a session is, and how far it is. */
export const briefSessionSchema = wire
  .pick({ id: true, name: true, state: true, parent_session_id: true })
  .transform((row) => ({ id: row.id, name: row.name, state: row.state, parentSessionId: row.parent_session_id }));

/** What tells a session's place in the queue. */
export const queuedSessionSchema = wire
  .pick({ id: true, parent_session_id: true, last_update_timestamp: true })
  .transform((row) => ({
    id: row.id,
    parentSessionId: row.parent_session_id,
    lastUpdateTimestamp: row.last_update_timestamp,
  }));

/** Body of `POST /import_session` (vendor definition `import_session_create`); absent properties are not sent. */
export type ImportSessionCreate = {
  readonly remoteSystemId: string;
  readonly sourceResourceId: string;
  readonly name: string;
  readonly type: "Non_Disruptive" | "Agentless";
  readonly description?: string;
  readonly globalStorageDiscoveryAddress?: string;
  readonly hostIds?: readonly string[];
  readonly hostGroupIds?: readonly string[];
  readonly consistencyGroupMemberHostIds?: readonly {
    readonly volumeWwn: string;
    readonly hostIds: readonly string[];
  }[];
  readonly consistencyGroupMemberHostGroupIds?: readonly {
    readonly volumeWwn: string;
    readonly hostGroupIds: readonly string[];
  }[];
  readonly volumeGroupId?: string;
  readonly automaticCutover?: boolean;
  readonly protectionPolicyId?: string;
  readonly scheduledTimestamp?: string;
};

/** The actions without a body; each is `POST /import_session/{id}/<action>` in the vendor's spelling. */
export type ImportSessionAction =
  | "pause"
  | "resume"
  | "cutover"
  | "cleanup"
  | "enable_destination_volume"
  | "start_copy";

/** `import_session_create` of the vendor's description; JSON leaves out what is undefined. */
export function createToWire(body: ImportSessionCreate): object {
  return {
    remote_system_id: body.remoteSystemId,
    source_resource_id: body.sourceResourceId,
    name: body.name,
    type: body.type,
    description: body.description,
    global_storage_discovery_address: body.globalStorageDiscoveryAddress,
    host_ids: body.hostIds,
    host_group_ids: body.hostGroupIds,
    consistency_group_member_host_ids: body.consistencyGroupMemberHostIds?.map(({ volumeWwn, hostIds }) => ({
      volume_wwn: volumeWwn,
      host_ids: hostIds,
    })),
    consistency_group_member_host_group_ids: body.consistencyGroupMemberHostGroupIds?.map(
      ({ volumeWwn, hostGroupIds }) => ({ volume_wwn: volumeWwn, host_group_ids: hostGroupIds }),
    ),
    volume_group_id: body.volumeGroupId,
    automatic_cutover: body.automaticCutover,
    protection_policy_id: body.protectionPolicyId,
    scheduled_timestamp: body.scheduledTimestamp,
  };
}

/** `import_session_modify`. */
export function modifyToWire(body: { readonly scheduledTimestamp: string }): object {
  return { scheduled_timestamp: body.scheduledTimestamp };
}
