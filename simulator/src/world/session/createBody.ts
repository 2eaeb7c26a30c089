import type { SessionType } from "../records/states";

/** The vendor's consistency_group_member_host_mapping or ..._host_group_mapping. */
export type MemberHosts = {
  readonly volume_wwn?: string;
  readonly host_ids?: readonly string[];
  readonly host_group_ids?: readonly string[];
};

/** The vendor's import_session_create; the HTTP half has checked types and lengths. */
export type CreateBody = {
  readonly remote_system_id: string;
  readonly source_resource_id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type?: SessionType;
  readonly global_storage_discovery_address?: string | null;
  readonly host_ids?: readonly string[];
  readonly host_group_ids?: readonly string[];
  readonly consistency_group_member_host_ids?: readonly MemberHosts[];
  readonly consistency_group_member_host_group_ids?: readonly MemberHosts[];
  readonly volume_group_id?: string | null;
  readonly automatic_cutover?: boolean;
  readonly protection_policy_id?: string | null;
  readonly scheduled_timestamp?: string | null;
};
