/** Whether a new session may have its name, its description and its source. */

import type { ArrayState } from "../array/arrayState";
import { hasUnprintable, oddityOf } from "../array/nameRules";
import { refusalErr } from "../array/refusals";
import type { Table } from "../array/table";
import type { RemoteSystem, SourceGroup, SourceVolume } from "../records/records";
import { kindOf } from "../records/sourceKinds";
import type { SessionType } from "../records/states";
import { findSource, type Source } from "./sessionSource";

const MAX_NAME_LENGTH = 128;
const whiteSpace = /\s/u;

function whyNoName(name: string): string | undefined {
  const { length } = [...name];
  if (length < 1 || length > MAX_NAME_LENGTH)
    return `it has ${length} characters, and 1 to ${MAX_NAME_LENGTH} are allowed`;
  return whiteSpace.test(name) ? "it contains white space" : oddityOf("import_session", name);
}

/** [API import_session_create]: `name`. */
export function requireName(name: string): void {
  const reason = whyNoName(name);
  if (reason !== undefined) throw refusalErr("sessionNameInvalid", name, reason);
}

/** [API import_session_create]: `description`. */
export function requireDescription(description: string): void {
  if (hasUnprintable(description)) throw refusalErr("descriptionInvalid");
}

/** The source of a new session; throws an ApiError where it cannot be imported. */
export function requireSource(array: ArrayState, id: string, remote: RemoteSystem, type: SessionType): Source {
  const source = findSource(array, id);
  if (source === undefined) throw refusalErr("sourceNotFound", id);
  const record = "volume" in source ? source.volume : source.group;
  if (record.remote_system_id !== remote.id) throw refusalErr("sourceElsewhere", id, remote.id);
  requireSupport(array, record, remote, type);
  // A source that was imported names its session for ever, and says Imported.
  const { importable_criteria: criteria, session_id } = record;
  if (session_id !== null && criteria === "In_Progress") throw refusalErr("sourceInSession", id, session_id);
  // A member goes with its group [I]: [API] says that only a member of several groups is imported as an individual volume.
  if ("volume" in source && source.volume.group_id !== null) {
    throw refusalErr("sourceInGroup", id, source.volume.group_id);
  }
  if (!isReady(criteria, type)) throw refusalErr("sourceNotReady", id, criteria, type);
  return source;
}

/** The volumes of a group, each ready like a volume on its own [I], or an ApiError that names the first that is not. */
export function requireMembers(
  array: ArrayState,
  group: SourceGroup,
  remote: RemoteSystem,
  type: SessionType,
): readonly SourceVolume[] {
  const members: SourceVolume[] = [];
  const volumes: Table<SourceVolume> = array.tables[kindOf(remote.type).volumes];
  for (const volume of volumes.values()) {
    if (volume.group_id !== group.id) continue;
    const { id, importable_criteria: criteria } = volume;
    if (!isReady(criteria, type)) throw refusalErr("memberNotReady", group.id, id, criteria);
    members.push(volume);
  }
  if (members.length === 0) throw refusalErr("sourceNotReady", group.id, "No_Members", type);
  return members;
}

/** "Migration-ready" is Ready, or Ready_For_Agentless_Import [I, ARRAY readiness], not enough for the other type. */
function isReady(criteria: string, type: SessionType): boolean {
  return criteria === "Ready" || (criteria === "Ready_For_Agentless_Import" && type === "Agentless");
}

/** supported_import_type of the array [ARRAY sources]. */
function requireSupport(
  array: ArrayState,
  source: SourceVolume | SourceGroup,
  remote: RemoteSystem,
  type: SessionType,
): void {
  const kind = kindOf(remote.type);
  // Universal has no object of its own that could say so: Agentless only [ARRAY sources].
  const supported =
    kind.array === undefined
      ? "Agentless"
      : String(array.tables[kind.array].get(String(source[`${kind.array}_id`]))?.supported_import_type);
  const isSupported =
    supported === "Non_Disruptive_And_Agentless" || (supported === "Agentless" && type === "Agentless");
  if (!isSupported) throw refusalErr("typeNotSupported", remote.id, supported, type);
}
