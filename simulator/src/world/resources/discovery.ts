import type { ArrayState } from "../array/arrayState";
import { toTimestamp } from "../records/instants";
import type { RemoteSystem } from "../records/records";
import { kindOf, type SourceType } from "../records/sourceKinds";
import { slugOf } from "../sources/sourceArrays";
import { addVolumes } from "../sources/sourceVolumes";
import { findVolumesOfIdleHosts } from "./importHosts";

/** What is on a source array that a test adds by hand: six volumes, of which the last two are a group where there are groups. */
const strangersVolumes = { volumes: 4, groups: [2] } as const;

/** Finds what is on a source array: the first time its volumes, later nothing new. */
export function discoverSources(array: ArrayState, remote: RemoteSystem, type: SourceType): void {
  const { array: collection } = kindOf(type);
  const rows = collection === undefined ? [] : [...array.tables[collection].values()];
  const row = rows.find(({ remote_system_id }) => remote_system_id === remote.id);
  if (collection !== undefined && row !== undefined) {
    const key = "last_update_time" in row ? "last_update_time" : "last_updated_timestamp";
    array.tables[collection].put({ ...row, [key]: toTimestamp(array.now) });
  }
  if (remote.is_undiscovered !== true) return;
  array.tables.remote_system.put({ ...remote, is_undiscovered: false });
  const source = { name: remote.name, type, ...strangersVolumes };
  const place = { remote, slug: slugOf(source), number: Number(remote.number), arrayId: row?.id };
  addVolumes(array, source, { ...place, hasHosts: false });
  findVolumesOfIdleHosts(array);
}
