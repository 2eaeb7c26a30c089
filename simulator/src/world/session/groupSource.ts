import type { ArrayState } from "../array/arrayState";
import type { Table } from "../array/table";
import type { SourceGroup } from "../records/records";
import type { Session } from "../records/session";
import { kindOf } from "../records/sourceKinds";
import { ruleOf } from "../records/states";
import { membersOf } from "./group";
import { findSource } from "./source";

type Showing = Pick<SourceGroup, "importable_criteria" | "session_id">;

/** Shows on the source group what its session's state means for it; that of its members follows from their own sessions. */
export function settleSourceGroup(array: ArrayState, parent: Session): void {
  const { source } = ruleOf(parent.state);
  if (source === "In_Progress") show(array, parent, { importable_criteria: "In_Progress", session_id: parent.id });
  else if (source === "Imported") show(array, parent, { importable_criteria: "Imported", session_id: parent.id });
  else show(array, parent, undefined);
}

/** A group that is in another session by now is left alone. */
function show(array: ArrayState, parent: Session, showing: Showing | undefined): void {
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
