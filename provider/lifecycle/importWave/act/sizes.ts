/** How large the sources of a wave are, by the array's lists of what it has discovered: with few requests, whatever their number. */

import { IDS_PER_REQUEST } from "../../../powerstore/api/filters";
import type { VolumeSize } from "../../../powerstore/api/schemas/source";
import type { SourceType } from "../../../powerstore/api/sourceKinds";
import { sourceTypes } from "../../../powerstore/api/sourceKinds";
import type { Sources } from "../../../powerstore/api/sources";
import type { CallOptions } from "../../../powerstore/http/contract";
import type { ArrayAccess } from "../../operation/handler";

/** What can stand in a list of a filter; another id is none that an array gives. */
const plainId = /^[\w.:-]+$/;

/** A source, in the words of the program. */
export type SourceRef = { readonly remoteSystemId: string; readonly sourceResourceId: string };

/** By the ids of sources, within one remote system. */
type Sizes = ReadonlyMap<string, number>;

/**
 * The size in bytes of each source that the array tells, of a group the sum of its members'. Never throws: an import does not need its size, and what
 * cannot be asked now is asked by a later run.
 */
export async function findSizes(
  refs: readonly SourceRef[],
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<(ref: SourceRef) => number | undefined> {
  const systems = [...new Set(refs.map(({ remoteSystemId }) => remoteSystemId))];
  const found = await Promise.all(
    systems.map(async (system) => {
      const own = refs.filter(({ remoteSystemId }) => remoteSystemId === system);
      const ids = [...new Set(own.map(({ sourceResourceId }) => sourceResourceId))].filter((id) => plainId.test(id));
      return [system, await sizesOn(system, ids, array, signal).catch((): Sizes => new Map())] as const;
    }),
  );
  const bySystem = new Map(found);
  return ({ remoteSystemId, sourceResourceId }) => bySystem.get(remoteSystemId)?.get(sourceResourceId);
}

async function sizesOn(
  remoteSystem: string,
  ids: readonly string[],
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<Sizes> {
  const { sources } = array.powerStore;
  if (ids.length === 0) return new Map();
  const type = await sources.getRemoteSystemType(await array.resolve("remote_system", remoteSystem, signal), {
    signal,
  });
  const known = sourceTypes.find((each) => each === type);
  return known === undefined ? new Map() : sizesOf(known, ids, sources, { signal });
}

async function sizesOf(
  type: SourceType,
  ids: readonly string[],
  sources: Pick<Sources, "listVolumeSizes">,
  options: CallOptions,
): Promise<Sizes> {
  // For more, the pages of all volumes of their type are read.
  const areFew = ids.length <= IDS_PER_REQUEST;
  const volumes = await sources.listVolumeSizes(type, areFew ? { ids } : {}, options);
  const sizes = new Map(volumes.flatMap(({ id, size }) => (size === undefined ? [] : [[id, size] as const])));
  const groupIds = ids.filter((id) => !sizes.has(id));
  if (groupIds.length === 0) return sizes;
  const members = areFew ? await sources.listVolumeSizes(type, { groupIds }, options) : volumes;
  return new Map([...sizes, ...sizesOfGroups(members)].filter(([, size]) => !Number.isNaN(size)));
}

/** Not a number where one of the members has no size: without it a group would look smaller than it is. */
function sizesOfGroups(members: readonly VolumeSize[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { groupId, size = Number.NaN } of members) {
    if (groupId !== undefined) sums.set(groupId, (sums.get(groupId) ?? 0) + size);
  }
  return sums;
}
