import type { OperationAnswer, OperationRequest } from "../../contract";
import { type ArrayState, nextId } from "../arrayState";
import { refusalErr } from "../errors";
import { planMembers, resolveMemberHosts } from "../group/create";
import { toTimestamp } from "../instants";
import { findReferenced } from "../references";
import { newCopyMeter } from "./copyMeter";
import type { CreateBody } from "./createBody";
import { resolveHosts } from "./hosts";
import { requireMembers, requireSource } from "./importable";
import { startSessions } from "./lifecycle";
import { initialSchedule } from "./schedule";
import type { Session } from "./session";
import { requireDescription, requireName } from "./texts";

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
  const volumes = "group" in source ? requireMembers(array, source.group, remote, type) : [source.volume];
  const choices = {
    ...resolveHosts(array, body, type),
    ...resolveTargets(array, body),
    ...initialSchedule(array, body.scheduled_timestamp ?? null),
  };
  const memberHosts = resolveMemberHosts(array, body, type, source, volumes);
  const session: Session = {
    ...describe(array, body),
    ...choices,
    id: nextId(array, "session"),
    type,
    remote_system_id: remote.id,
    source_resource_id: body.source_resource_id,
    copy: newCopyMeter(volumes.reduce((total, { size }) => total + size, 0)),
  };
  const members =
    "volume" in source ? [] : planMembers(array, session, volumes, memberHosts, () => nextId(array, "session"));
  startSessions(array, [session, ...members]);
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
