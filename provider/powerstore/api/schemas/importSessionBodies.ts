import type { ImportSessionCreate } from "../contract";

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
