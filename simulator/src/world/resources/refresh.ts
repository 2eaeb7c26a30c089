import type { OperationAnswer } from "../../api/contract";
import type { ArrayState } from "../array/arrayState";
import { type Body, done, nounOf, requireReferenced } from "../array/change";
import { refusalErr } from "../array/refusals";
import { toTimestamp } from "../records/instants";
import type { Stored } from "../records/records";

/** All that descends from one volume, or volume group, is its family. */
function familyOf({ id, protection_data }: Stored): unknown {
  return ((protection_data ?? {}) as Body).family_id ?? id;
}

/**
 * Takes over the content of another member of the family, after a backup unless the request declines it [API refresh]. Content is not
 * simulated: what changes is `protection_data`, and what stays is the backup.
 */
export function refreshFrom(
  array: ArrayState,
  collection: "volume" | "volume_group",
  target: Stored,
  body: Body,
  backUp: (name: string) => string,
): OperationAnswer {
  const source = requireReferenced(array, collection, body.from_object_id);
  if (source.id === target.id || familyOf(source) !== familyOf(target)) {
    throw refusalErr("impossible", nounOf(collection), target.id, `${source.id} is not another one of its family`);
  }
  const profile = (body.backup_snap_profile ?? {}) as Body;
  const isBackedUp = body.create_backup_snap !== false;
  const backup = isBackedUp ? backUp(String(profile.name ?? `${target.name}.${toTimestamp(array.now)}`)) : undefined;
  const taken = { source_id: source.id, source_timestamp: toTimestamp(array.now), family_id: familyOf(target) };
  array.tables[collection].put({ ...target, protection_data: { ...(target.protection_data ?? {}), ...taken } });
  return backup === undefined ? done : { status: 200, body: { backup_snapshot_id: backup } };
}
