/** Which of the rows that were discovered are on a given remote system. */

import type { SourceSystem } from "../../powerstore/api/schemas/source";
import type { SourceType } from "../../powerstore/api/sourceKinds";
import type { Sources } from "../../powerstore/api/sources";
import type { CallOptions } from "../../powerstore/http/contract";
import { RefusalError } from "../operation/lifecycleErrors";

type Owned = { readonly ownerId?: string | undefined };

/** What is known of a remote system, the source arrays of its type, and the remote systems of its type. */
export type Relatives = {
  readonly remoteSystemId: string;
  readonly arrays: readonly SourceSystem[];
  readonly remoteSystems: readonly SourceSystem[];
};

/**
 * Those of the rows that are on a remote system. Most source arrays are named by the remote system's own id; where the vendor's text says
 * otherwise (a Unity's id is its serial number [ARRAY owners]), its serial number and then its address tell. What no rule connects belongs to the only remote
 * system of its type, if it is the only one.
 */
export async function ownedBy<Row extends Owned>(
  remoteSystemId: string,
  type: SourceType,
  rows: readonly Row[],
  sources: Pick<Sources, "listSourceArrays" | "listRemoteSystems">,
  options: CallOptions,
): Promise<readonly Row[]> {
  const direct = rows.filter(({ ownerId }) => ownerId === remoteSystemId);
  if (direct.length > 0 || rows.length === 0) return direct;
  const [arrays, remoteSystems] = await Promise.all([
    sources.listSourceArrays(type, options),
    sources.listRemoteSystems(type, options),
  ]);
  return decideOwned(rows, { remoteSystemId, arrays, remoteSystems });
}

/** The pure part of `ownedBy`, for rows none of which names the remote system itself. */
export function decideOwned<Row extends Owned>(rows: readonly Row[], relatives: Relatives): readonly Row[] {
  const { remoteSystemId, arrays, remoteSystems } = relatives;
  if (remoteSystems.length === 1 && remoteSystems[0]?.id === remoteSystemId) return rows;
  const self = remoteSystems.find(({ id }) => id === remoteSystemId);
  const isTold = self?.serialNumber !== undefined || self?.managementAddress !== undefined;
  if (!isTold || rows.every(({ ownerId }) => ownerId === undefined)) {
    throw new RefusalError(
      `looking for the sources of remote system ${remoteSystemId}: the array does not say which of its ${remoteSystems.length} remote systems of this type each is on. Leave remoteSystemId out and choose by name or WWN.`,
    );
  }
  const bySerial = arrays.filter(
    (array) => isSame(array.serialNumber, self?.serialNumber) || isSame(array.id, self?.serialNumber),
  );
  const byAddress = arrays.filter((array) => isSame(array.managementAddress, self?.managementAddress));
  const owners = new Set((bySerial.length > 0 ? bySerial : byAddress).map(({ id }) => id));
  return rows.filter(({ ownerId }) => ownerId !== undefined && owners.has(ownerId));
}

const isSame = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one.toLowerCase() === other?.toLowerCase();
