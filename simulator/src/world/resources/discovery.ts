/** Discovery: how an array finds out what is on a source. */
import type { ArrayState } from "../array/arrayState";
import type { SourceArray } from "../array/options";
import type { Table } from "../array/table";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { RemoteSystem, SourceGroup } from "../records/records";
import { allSourceKinds, isSourceType, kindOf, type SourceType } from "../records/sourceKinds";
import { settleGroup } from "../sources/groupCriteria";
import { hasBlocks, slugOf } from "../sources/sourceArrays";
import { sourceTemplates } from "../sources/sourceTemplates";
import { addVolumes, idsOn } from "../sources/sourceVolumes";
import { findVolumesOfIdleHosts } from "./importHosts";

/** What is on a source array that a test adds by hand, unless it is there for its files alone: six volumes, of which the last two are a group where there are groups. */
const strangersVolumes = { volumes: 4, groups: [2] } as const;

/** Looks for what is on a source array, which takes a while (`discoverySeconds`). */
export function beginDiscovery(array: ArrayState, remote: RemoteSystem, type: SourceType): void {
  const { discoverySeconds } = array.settings;
  if (discoverySeconds === 0) {
    discoverSources(array, remote, type);
    return;
  }
  array.tables.remote_system.put({ ...remote, is_discovering: true });
  array.agenda.set({ at: array.now + toMilliseconds(discoverySeconds), collection: "remote_system", id: remote.id });
}

/** What was looked for has been found, unless the source went out of reach meanwhile. */
export function discoveryDue(array: ArrayState, id: string): void {
  const remote = array.tables.remote_system.get(id);
  if (remote === undefined) return;
  const found: RemoteSystem = { ...remote, is_discovering: false };
  array.tables.remote_system.put(found);
  if (isSourceType(found.type) && found.state === "OK") discoverSources(array, found, found.type);
}

/** Finds what is on a source array: the first time its volumes, later nothing new. */
function discoverSources(array: ArrayState, remote: RemoteSystem, type: SourceType): void {
  const { array: collection } = kindOf(type);
  const rows = collection === undefined ? [] : [...array.tables[collection].values()];
  const row = rows.find(({ remote_system_id }) => remote_system_id === remote.id);
  if (collection !== undefined && row !== undefined) {
    const key = "last_update_time" in row ? "last_update_time" : "last_updated_timestamp";
    array.tables[collection].put({ ...row, [key]: toTimestamp(array.now) });
  }
  bringIntoSync(array, remote, type);
  if (remote.is_undiscovered !== true) return;
  array.tables.remote_system.put({ ...remote, is_undiscovered: false });
  if (!hasBlocks(remote)) return;
  const source = { name: remote.name, type, ...strangersVolumes };
  const place = { remote, slug: freeSlug(array, source), number: Number(remote.number), arrayId: row?.id };
  addVolumes(array, source, { ...place, hasHosts: false });
  findVolumesOfIdleHosts(array);
}

/** How ids on a source begin: as its name, unless what is on another one, which had that name before, begins so. */
function freeSlug(array: ArrayState, source: SourceArray): string {
  const slug = slugOf(source);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!idsOn(source, candidate).some((id) => isTaken(array, id))) return candidate;
  }
}

function isTaken({ tables }: ArrayState, id: string): boolean {
  return allSourceKinds.some(
    ({ volumes, groups }) =>
      tables[volumes].get(id) !== undefined || (groups !== undefined && tables[groups].get(id) !== undefined),
  );
}

/** [API CGImportableCriteriaEnum]: a group that is Not_In_Sync says that the array has to be looked at again. */
function bringIntoSync(array: ArrayState, remote: RemoteSystem, type: SourceType): void {
  const { groups } = kindOf(type);
  if (groups === undefined) return;
  const table: Table<SourceGroup> = array.tables[groups];
  for (const group of [...table.values()]) {
    if (group.remote_system_id !== remote.id || group.importable_criteria !== "Not_In_Sync") continue;
    const { readyCriteria } = sourceTemplates[type];
    table.put({ ...group, importable_criteria: readyCriteria, idle_criteria: readyCriteria });
    settleGroup(array, kindOf(type), group.id);
  }
}
