import type { OperationAnswer, OperationRequest } from "../../contract";
import type { ArrayState } from "../arrayState";
import { refusalErr } from "../errors";
import { fromTimestamp, type Instant, toTimestamp } from "../instants";
import type { RemoteSystem, SourceVolume } from "../records";
import { findReferenced } from "../references";
import { newCopyMeter } from "./copyMeter";
import { resolveHosts } from "./hosts";
import { startSession } from "./lifecycle";
import type { Session, SessionType } from "./session";
import { findSource, kindOf } from "./source";
import { requireDescription, requireName } from "./texts";

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
  readonly consistency_group_member_host_ids?: readonly unknown[];
  readonly consistency_group_member_host_group_ids?: readonly unknown[];
  readonly volume_group_id?: string | null;
  readonly automatic_cutover?: boolean;
  readonly protection_policy_id?: string | null;
  readonly scheduled_timestamp?: string | null;
};

/** POST /import_session. Everything is checked before anything changes. */
export function createSession(array: ArrayState, request: OperationRequest): OperationAnswer {
  const body = request.body as CreateBody;
  requireName(body.name);
  if (array.tables.import_session.getByName(body.name) !== undefined) throw refusalErr("nameTaken", body.name);
  requireDescription(body.description ?? "");
  // The default is documented nowhere (1d); before 1.0.2 all imports were non-disruptive.
  const type = body.type ?? "Non_Disruptive";
  const remote = findReferenced(array.tables.remote_system, body.remote_system_id);
  if (remote === undefined) throw refusalErr("remoteSystemNotFound", body.remote_system_id);
  const source = requireSource(array, body.source_resource_id, remote, type);
  const choices = {
    ...resolveHosts(array, body, type),
    ...resolveTargets(array, body),
    ...initialSchedule(array, body.scheduled_timestamp ?? null),
  };
  array.serials.session += 1;
  const session: Session = {
    ...describe(array, body),
    ...choices,
    id: `session-${array.serials.session.toString().padStart(6, "0")}`,
    type,
    remote_system_id: remote.id,
    source_resource_id: source.id,
    copy: newCopyMeter(source.size),
  };
  startSession(array, session);
  return { status: 201, body: { id: session.id } };
}

/** What a session has of its body alone, and what it has before anything happened to it. */
function describe({ now }: ArrayState, body: CreateBody) {
  return {
    name: body.name,
    description: body.description ?? null,
    global_storage_discovery_address: body.global_storage_discovery_address ?? null,
    automatic_cutover: body.automatic_cutover ?? false,
    destination_resource_id: null,
    destination_resource_type: null,
    parent_session_id: null,
    error: null,
    is_forced: false,
    last_update_timestamp: toTimestamp(now),
  };
}

/** A schedule in the past [unknown, 1a] counts as "start now". */
function initialSchedule(
  { now }: ArrayState,
  timestamp: string | null,
): Pick<Session, "state" | "starts_at" | "scheduled_timestamp"> {
  const startsAt = parseSchedule(timestamp);
  return {
    state: startsAt !== null && startsAt > now ? "Scheduled" : "Queued",
    starts_at: startsAt,
    scheduled_timestamp: startsAt === null ? null : toTimestamp(startsAt),
  };
}

/** The instant of a `scheduled_timestamp`. */
export function parseSchedule(timestamp: string | null): Instant | null {
  if (timestamp === null) return null;
  const instant = fromTimestamp(timestamp);
  if (instant === undefined) throw refusalErr("scheduleInvalid", timestamp);
  return instant;
}

function requireSource(array: ArrayState, id: string, remote: RemoteSystem, type: SessionType): SourceVolume {
  const source = findSource(array, id);
  if (source === undefined) throw refusalErr("sourceNotFound", id);
  const belongsTo = "volume" in source ? source.volume.remote_system_id : source.group.remote_system_id;
  if (belongsTo !== remote.id) throw refusalErr("sourceElsewhere", id, remote.id);
  if (!("volume" in source)) throw refusalErr("groupsNotBuilt", id);
  requireSupport(array, source.volume, remote, type);
  requireImportable(source.volume, type);
  return source.volume;
}

/** supported_import_type of the array (powerstore.md 3). */
function requireSupport(array: ArrayState, volume: SourceVolume, remote: RemoteSystem, type: SessionType): void {
  const kind = kindOf(remote.type);
  const supported = String(array.tables[kind.array].get(String(volume[`${kind.array}_id`]))?.supported_import_type);
  const isSupported =
    supported === "Non_Disruptive_And_Agentless" || (supported === "Agentless" && type === "Agentless");
  if (!isSupported) throw refusalErr("typeNotSupported", remote.id, supported, type);
}

/**
 * "Migration-ready" (S) is Ready, or Ready_For_Agentless_Import (powerstore.md 3 [I]), which is not enough for the other type.
 * A member goes with its group [I]: S says that only a member of several groups is imported as an individual volume.
 */
function requireImportable(volume: SourceVolume, type: SessionType): void {
  const { group_id, importable_criteria: criteria, session_id } = volume;
  // A source that was imported names its session for ever, and says Imported.
  if (session_id !== null && criteria === "In_Progress") throw refusalErr("sourceInSession", volume.id, session_id);
  if (group_id !== null) throw refusalErr("sourceInGroup", volume.id, group_id);
  const isReady = criteria === "Ready" || (criteria === "Ready_For_Agentless_Import" && type === "Agentless");
  if (!isReady) throw refusalErr("sourceNotReady", volume.id, criteria, type);
}

function resolveTargets(
  array: ArrayState,
  body: CreateBody,
): Pick<Session, "volume_group_id" | "protection_policy_id"> {
  const { volume_group_id: groupReference, protection_policy_id: policyReference } = body;
  const group = groupReference ? findReferenced(array.tables.volume_group, groupReference) : undefined;
  if (groupReference && group === undefined) throw refusalErr("volumeGroupNotFound", groupReference);
  const policy = policyReference ? findReferenced(array.tables.policy, policyReference) : undefined;
  if (policyReference && policy === undefined) throw refusalErr("policyNotFound", policyReference);
  if (policy !== undefined && policy.type !== "Protection")
    throw refusalErr("policyNotProtection", policy.id, policy.type);
  return { volume_group_id: group?.id ?? null, protection_policy_id: policy?.id ?? null };
}
