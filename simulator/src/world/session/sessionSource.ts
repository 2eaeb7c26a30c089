/** The source of a session: which one it is, and what it shows of the session. */
import type { ArrayState } from "../array/arrayState";
import type { Table } from "../array/table";
import type { SourceGroup, SourceVolume, Stored } from "../records/records";
import type { Session } from "../records/session";
import { allSourceKinds, kindOf, type MigrationStage } from "../records/sourceKinds";
import { ruleOf } from "../records/states";
import { hostSystemsOf, isIdleAgent } from "../sources/agents";
import { hasNoData, isConnecting } from "../sources/dataConnections";
import { membersOf } from "./group";

/** What can be imported. */
export type Source = { readonly volume: SourceVolume } | { readonly group: SourceGroup };

/** The volume or consistency group with this id, on whichever array it is. */
export function findSource(array: ArrayState, id: string): Source | undefined {
  for (const kind of allSourceKinds) {
    const volume: SourceVolume | undefined = array.tables[kind.volumes].get(id);
    if (volume !== undefined) return { volume };
    const group: SourceGroup | undefined = kind.groups && array.tables[kind.groups].get(id);
    if (group !== undefined) return { group };
  }
  return undefined;
}

/** The name of what the session imports. */
export function sourceNameOf(array: ArrayState, session: Session): string {
  const source = findSource(array, session.source_resource_id);
  if (source === undefined) return session.name;
  // The name of a Universal volume is null until somebody gives it one [ARRAY sources].
  return ("volume" in source ? source.volume.name : source.group.name) ?? session.name;
}

/** Whether its management answers: a copy under way goes on without it, since data takes another path. */
export function isReachable(array: ArrayState, session: Session): boolean {
  return array.tables.remote_system.get(session.remote_system_id)?.state === "OK";
}

/** Whether its data connections are lost: no copy goes on without them. */
export function isCutOff({ tables }: ArrayState, session: Session): boolean {
  const remote = tables.remote_system.get(session.remote_system_id);
  return remote !== undefined && hasNoData(remote);
}

/** Whether its data connections are there. While they are made anew a copy goes on [I], but none begins. */
export function isConnected(array: ArrayState, session: Session): boolean {
  const remote = array.tables.remote_system.get(session.remote_system_id);
  return remote !== undefined && !hasNoData(remote) && !isConnecting(remote, array.now);
}

/** The import hosts whose agents take part: those that see the source, and none in an Agentless import [I]. */
function hostSystemsIn(array: ArrayState, session: Session): readonly Stored[] {
  if (session.type === "Agentless") return [];
  const source = findSource(array, session.source_resource_id);
  return source === undefined || "group" in source ? [] : hostSystemsOf(array, source.volume);
}

/** The first of its hosts whose agent is not well. */
export function idleHostSystemOf(array: ArrayState, session: Session): Stored | undefined {
  return hostSystemsIn(array, session).find(isIdleAgent);
}

/** The first of its hosts whose agent does not answer, so that its paths cannot be led back to the source. */
export function silentHostSystemOf(array: ArrayState, session: Session): Stored | undefined {
  return hostSystemsIn(array, session).find(({ agent_status }) => agent_status === "Unknown");
}

/** [API cancel]: a roll-back needs source and hosts. */
export function canRollBack(array: ArrayState, session: Session): boolean {
  return isReachable(array, session) && silentHostSystemOf(array, session) === undefined;
}

type Showing = Pick<SourceVolume, "importable_criteria" | "session_id">;

/** A source that is in another session by now is left alone. */
function show(
  array: ArrayState,
  session: Session,
  stage: MigrationStage,
  showing: (volume: SourceVolume) => Showing,
): void {
  const remote = array.tables.remote_system.get(session.remote_system_id);
  // Deleted after the session was over.
  if (remote === undefined) return;
  const { volumes, migration } = kindOf(remote.type);
  const table: Table<SourceVolume> = array.tables[volumes];
  const volume = table.get(session.source_resource_id);
  if (volume === undefined || (volume.session_id ?? session.id) !== session.id) return;
  const state = migration === undefined ? {} : { migration_state: migration[stage] };
  table.put({ ...volume, ...state, ...showing(volume) });
}

/** The source belongs to the session from its creation on; its own array hears of it when the destination is there. */
export function claimSource(array: ArrayState, session: Session): void {
  const stage = session.destination_resource_id === null ? "idle" : "running";
  show(array, session, stage, () => ({ importable_criteria: "In_Progress", session_id: session.id }));
}

export function markImported(array: ArrayState, session: Session): void {
  show(array, session, "completed", () => ({ importable_criteria: "Imported", session_id: session.id }));
}

/** The source can be imported again; `isRolledBack` false leaves the trace of the migration on it. */
export function freeSource(array: ArrayState, session: Session, isRolledBack: boolean): void {
  const stage = isRolledBack ? "idle" : "aborted";
  show(array, session, stage, ({ idle_criteria }) => ({ importable_criteria: idle_criteria, session_id: null }));
}

type GroupShowing = Pick<SourceGroup, "importable_criteria" | "session_id">;

/** Shows on the source group what its session's state means for it; that of its members follows from their own sessions. */
export function settleSourceGroup(array: ArrayState, parent: Session): void {
  const { source } = ruleOf(parent.state);
  if (source === "In_Progress") showGroup(array, parent, { importable_criteria: "In_Progress", session_id: parent.id });
  else if (source === "Imported") showGroup(array, parent, { importable_criteria: "Imported", session_id: parent.id });
  else showGroup(array, parent, undefined);
}

/** A group that is in another session by now is left alone. */
function showGroup(array: ArrayState, parent: Session, showing: GroupShowing | undefined): void {
  const remote = array.tables.remote_system.get(parent.remote_system_id);
  // Deleted after the session was over.
  const groups = remote && kindOf(remote.type).groups;
  if (groups === undefined) return;
  const table: Table<SourceGroup> = array.tables[groups];
  const group = table.get(parent.source_resource_id);
  if (group === undefined || (group.session_id ?? parent.id) !== parent.id) return;
  table.put({
    ...group,
    ...(showing ?? { importable_criteria: freeCriteria(array, parent, group), session_id: null }),
  });
}

/** A member that was cut over before the group was cancelled cannot be imported again, and so the group neither [I]. */
function freeCriteria(array: ArrayState, parent: Session, group: SourceGroup): string {
  const isImported = membersOf(array, parent).some((member) => {
    const source = findSource(array, member.source_resource_id);
    return source !== undefined && "volume" in source && source.volume.importable_criteria === "Imported";
  });
  return isImported ? "Members_Not_Ready" : group.idle_criteria;
}
