/** How ready a consistency group of a source is: as its members are, unless it has a reason of its own. */
import type { ArrayState } from "../array/arrayState";
import type { Table } from "../array/table";
import type { SourceGroup, SourceVolume } from "../records/records";
import type { SourceKind } from "../records/sourceKinds";

/** What follows from members; anything else is a reason of the group's own. */
const criteriaByMembers = ["Ready", "Ready_For_Agentless_Import", "Members_Not_Ready"];

/** While its group or it is imported a member counts as what it was before, and never again once that is done. */
function countedCriteria({ importable_criteria, idle_criteria }: SourceVolume): string {
  return importable_criteria === "Imported" ? importable_criteria : idle_criteria;
}

/** [API CGImportableCriteriaEnum]: as ready as the least ready of its members. */
export function criteriaOfMembers(members: readonly SourceVolume[]): string {
  const criteria = new Set(members.map(countedCriteria));
  const areAll = (...ready: readonly string[]) => [...criteria].every((each) => ready.includes(each));
  if (areAll("Ready")) return "Ready";
  return areAll("Ready", "Ready_For_Agentless_Import") ? "Ready_For_Agentless_Import" : "Members_Not_Ready";
}

/** Lets a group follow its members, of which one has changed. */
export function settleGroup(array: ArrayState, kind: SourceKind, groupId: string | null): void {
  if (kind.groups === undefined || groupId === null) return;
  const groups: Table<SourceGroup> = array.tables[kind.groups];
  const group = groups.get(groupId);
  if (group === undefined || !criteriaByMembers.includes(group.idle_criteria)) return;
  const volumes: Table<SourceVolume> = array.tables[kind.volumes];
  const members = volumes.referring("group_id", groupId);
  if (members.length === 0) return;
  const criteria = criteriaOfMembers(members);
  const isIdle = group.importable_criteria === group.idle_criteria;
  groups.put({ ...group, idle_criteria: criteria, ...(isIdle ? { importable_criteria: criteria } : {}) });
}
