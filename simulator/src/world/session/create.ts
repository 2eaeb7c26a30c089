import type { OperationAnswer, OperationRequest } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { nextId } from "../array/ids";
import { findReferenced } from "../array/references";
import { refusalErr } from "../array/refusals";
import { newCopyMeter } from "../records/copyMeter";
import { toTimestamp } from "../records/instants";
import type { Session } from "../records/session";
import type { CreateBody } from "./createBody";
import { resolveHosts } from "./hosts";
import { requireMembers, requireSource } from "./importable";
import { startSessions } from "./lifecycle";
import { planMembers, resolveMemberHosts } from "./members";
import { initialSchedule } from "./schedule";
import { requireDescription, requireName } from "./texts";

/** POST /import_session. Everything is checked before anything changes. */
export function createSession(array: ArrayState, request: OperationRequest): OperationAnswer {
  const body = request.body as CreateBody;
  if (array.space === "refusing") throw refusalErr("noSpace");
  requireName(body.name);
  if (array.tables.import_session.getByName(body.name) !== undefined) throw refusalErr("nameTaken", body.name);
  requireDescription(body.description ?? "");
  // The default is documented nowhere (1d); before 1.0.2 all imports were non-disruptive.
  const type = body.type ?? "Non_Disruptive";
  const remote = findReferenced(array.tables.remote_system, body.remote_system_id);
  if (remote === undefined) throw refusalErr("remoteSystemNotFound", body.remote_system_id);
  const source = requireSource(array, body.source_resource_id, remote, type);
  const volumes = "group" in source ? requireMembers(array, source.group, remote, type) : [source.volume];
  const choices = {
    ...resolveHosts(array, body, type),
    ...resolveTargets(array, body),
    ...initialSchedule(array, body.scheduled_timestamp ?? null),
  };
  const memberHosts = resolveMemberHosts(array, body, type, source, volumes);
  const bytes = volumes.reduce((total, { size }) => total + size, 0);
  const session = newSession(array, body, { ...choices, type, remote_system_id: remote.id, copy: newCopyMeter(bytes) });
  const members =
    "volume" in source ? [] : planMembers(array, session, volumes, memberHosts, () => nextId(array, "session"));
  startSessions(array, [session, ...members]);
  return { status: 201, body: { id: session.id } };
}

/** What had to be found out, or to be decided, before there could be a session. */
type Choices = Pick<Session, "type" | "remote_system_id" | "copy" | keyof ReturnType<typeof resolveTargets>> &
  ReturnType<typeof resolveHosts> &
  ReturnType<typeof initialSchedule>;

/**
 * Property by property, not by spreads: from those the engine makes every session a hidden class of its own, which takes
 * more memory than the session (a third of a world of 100,000).
 */
function newSession(array: ArrayState, body: CreateBody, choices: Choices): Session {
  return {
    id: nextId(array, "session"),
    name: body.name,
    description: body.description ?? null,
    type: choices.type,
    state: choices.state,
    remote_system_id: choices.remote_system_id,
    source_resource_id: body.source_resource_id,
    global_storage_discovery_address: body.global_storage_discovery_address ?? null,
    destination_resource_id: null,
    destination_resource_type: null,
    parent_session_id: null,
    protection_policy_id: choices.protection_policy_id,
    volume_group_id: choices.volume_group_id,
    automatic_cutover: body.automatic_cutover ?? false,
    scheduled_timestamp: choices.scheduled_timestamp,
    error: null,
    last_update_timestamp: toTimestamp(array.now),
    host_ids: choices.host_ids,
    host_group_ids: choices.host_group_ids,
    starts_at: choices.starts_at,
    is_forced: false,
    copy: choices.copy,
  };
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
