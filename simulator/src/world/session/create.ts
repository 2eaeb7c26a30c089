/** POST /import_session: a new session and, of a group, those of its members. */
import type { OperationAnswer, OperationRequest } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { findReferenced } from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { newCopyMeter } from "../records/copyMeter";
import { toTimestamp } from "../records/instants";
import type { RemoteSystem, SourceVolume } from "../records/records";
import type { CreateBody, Session } from "../records/session";
import { requireDescription, requireMembers, requireName, requireSource } from "./createChecks";
import { type Mapping, type MemberMappings, resolveHosts, resolveMemberHosts } from "./hostMappings";
import { startSessions } from "./moves";
import { initialSchedule } from "./timers";

/** POST /import_session. Everything is checked before anything changes. */
export function createSession(array: ArrayState, request: OperationRequest): OperationAnswer {
  const body = request.body as CreateBody;
  if (array.space === "refusing") throw refusalErr("noSpace");
  requireName(body.name);
  if (array.tables.import_session.getByName(body.name) !== undefined) throw refusalErr("sessionNameTaken", body.name);
  requireDescription(body.description ?? "");
  // The default is documented nowhere [ARRAY conflicts]; before 1.0.2 all imports were non-disruptive.
  const type = body.type ?? "Non_Disruptive";
  const remote = findReferenced(array.tables.remote_system, body.remote_system_id);
  if (remote === undefined) throw refusalErr("remoteSystemNotFound", body.remote_system_id);
  const source = requireSource(array, body.source_resource_id, remote, type);
  const volumes = "group" in source ? requireMembers(array, source.group, remote, type) : [source.volume];
  const mapping = resolveHosts(array, body, type);
  const targets = resolveTargets(array, body);
  const schedule = initialSchedule(array, body.scheduled_timestamp ?? null);
  const memberHosts = resolveMemberHosts(array, body, type, source, volumes);
  const bytes = volumes.reduce((total, { size }) => total + size, 0);
  const copy = newCopyMeter(bytes);
  const session = newSession(array, body, { type, remote, mapping, targets, schedule, copy });
  const members =
    "volume" in source ? [] : planMembers(array, session, volumes, memberHosts, () => nextId(array, "session"));
  startSessions(array, [session, ...members]);
  return { status: 201, body: { id: session.id } };
}

/** What had to be found out, or to be decided, before there could be a session. */
type Choices = Pick<Session, "type" | "copy"> & {
  readonly remote: RemoteSystem;
  readonly mapping: Mapping;
  readonly targets: ReturnType<typeof resolveTargets>;
  readonly schedule: ReturnType<typeof initialSchedule>;
};

/**
 * Property by property, not by spreads: from those the engine makes every session a hidden class of its own, which takes
 * more memory than the session (a third of a world of 100,000), and a sixth of the time of making it.
 */
function newSession(array: ArrayState, body: CreateBody, choices: Choices): Session {
  return {
    id: nextId(array, "session"),
    name: body.name,
    description: body.description ?? null,
    type: choices.type,
    state: choices.schedule.state,
    remote_system_id: choices.remote.id,
    source_resource_id: body.source_resource_id,
    global_storage_discovery_address: body.global_storage_discovery_address ?? null,
    destination_resource_id: null,
    destination_resource_type: null,
    parent_session_id: null,
    protection_policy_id: choices.targets.protection_policy_id,
    volume_group_id: choices.targets.volume_group_id,
    automatic_cutover: body.automatic_cutover ?? false,
    scheduled_timestamp: choices.schedule.scheduled_timestamp,
    error: null,
    last_update_timestamp: toTimestamp(array.now),
    host_ids: choices.mapping.host_ids,
    host_group_ids: choices.mapping.host_group_ids,
    starts_at: choices.schedule.starts_at,
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

const MAX_NAME_LENGTH = 128;

/** The sessions of a group's members: as their parent's, but for what each has of its own. */
function planMembers(
  array: ArrayState,
  parent: Session,
  volumes: readonly SourceVolume[],
  mappings: MemberMappings,
  nextId: () => string,
): readonly Session[] {
  const names = new Set<string>([parent.name.toLowerCase()]);
  return volumes.map((volume, index) => ({
    ...parent,
    ...mappings.get(volume.id),
    id: nextId(),
    name: memberName(array, parent.name, index + 1, names),
    description: null,
    source_resource_id: volume.id,
    parent_session_id: parent.id,
    // The policy is applied to the group [API protection_policy_id].
    protection_policy_id: null,
    copy: newCopyMeter(volume.size),
  }));
}

/** How the array names members is unknown: here `<name>-01`, ..., with a further number where that is taken. */
function memberName(array: ArrayState, parentName: string, number: number, taken: Set<string>): string {
  const numbered = `-${number.toString().padStart(2, "0")}`;
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? numbered : `${numbered}-${attempt}`;
    const name = `${[...parentName].slice(0, MAX_NAME_LENGTH - suffix.length).join("")}${suffix}`;
    const isTaken = taken.has(name.toLowerCase()) || array.tables.import_session.getByName(name) !== undefined;
    if (isTaken) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
