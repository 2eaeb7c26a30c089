import type { CopyMeter } from "./copyMeter";
import type { Instant } from "./instants";
import type { SessionState, SessionType } from "./states";

/** A session's `error` property. */
export type SessionError = {
  readonly code: string;
  readonly message_l10n: string;
  readonly arguments: readonly string[];
};

/** Actions without a state of their own for the time that they take. */
export type SlowAction = "pause" | "resume" | "enable_destination_volume" | "start_copy";

export type PendingAction = { readonly action: SlowAction; readonly until: Instant };

/** An import session: wire properties under their wire names, and below them what the array keeps to itself. */
export type Session = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: SessionType;
  readonly state: SessionState;
  readonly remote_system_id: string;
  readonly source_resource_id: string;
  readonly global_storage_discovery_address: string | null;
  readonly destination_resource_id: string | null;
  readonly destination_resource_type: "volume" | "volume_group" | null;
  readonly parent_session_id: string | null;
  readonly protection_policy_id: string | null;
  readonly volume_group_id: string | null;
  readonly automatic_cutover: boolean;
  readonly scheduled_timestamp: string | null;
  readonly error: SessionError | null;
  readonly last_update_timestamp: string;

  /** Resolved ids; the array never shows them on a session. */
  readonly host_ids: readonly string[];
  readonly host_group_ids: readonly string[];
  /** When the schedule runs out; null without one. */
  readonly starts_at: Instant | null;
  /** The force flag of the cancel under way. */
  readonly is_forced: boolean;
  /** Of a group's parent: empty, for its members copy. */
  readonly copy: CopyMeter;
  /** Until when it stays Queued although there is room. */
  readonly waits_until?: Instant;
  /** An action that was accepted and has had no effect so far. */
  readonly pending?: PendingAction | null;
  /** Trouble in wait: the next cut-over of the group does not commit this member. */
  readonly fails_cutover?: boolean;
  /** Trouble in wait, on a group's parent: how many cancels will fail. */
  readonly cancels_to_fail?: number;
};

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
