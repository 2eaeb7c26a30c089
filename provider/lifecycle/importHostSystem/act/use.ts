/** What imports use a host with an agent for. */

import type { HoldingSession } from "../../../powerstore/api/schemas/remoteSystem";
import type { SourceType } from "../../../powerstore/api/sourceKinds";
import { sourceKindOf } from "../../../powerstore/api/sourceKinds";
import type { CallOptions } from "../../../powerstore/http/contract";
import { heldText, holdersAmong } from "../../arrayObject/remove";
import type { ArrayAccess } from "../../operation/handler";
import { importingText } from "../decide/decideAgent";

/** That imports still need the host, in words; undefined where none does. Of Agentless imports, in which its agent takes no part [I], the array alone knows. */
export async function useText(array: ArrayAccess, id: string, options: CallOptions): Promise<string | undefined> {
  const seen = await array.powerStore.importHostSystems.listImportHostVolumes(id, options);
  const moving = seen.filter(({ isMigrating }) => isMigrating === true);
  if (moving.length > 0) return importingText(moving);
  const holders = await holdersOf(new Set(seen.map((volume) => volume.id)), array, options);
  return holders.length > 0 ? heldText(holders) : undefined;
}

/**
 * Sessions whose source the host sees: the array shows a volume as one that is imported from the copy on only, and lets go of no host that a session
 * before that refers to, such as one that waits for its time. A group goes by its members, whose sessions go with its own.
 */
async function holdersOf(
  hostVolumeIds: ReadonlySet<string>,
  array: ArrayAccess,
  options: CallOptions,
): Promise<readonly HoldingSession[]> {
  if (hostVolumeIds.size === 0) return [];
  const sessions = await array.powerStore.importSessions.listAllSessions(options);
  const holding = new Map(holdersAmong(sessions).map((session) => [session.id, session]));
  const using = sessions.filter(
    ({ id, parentSessionId, type }) => type !== "Agentless" && holding.has(parentSessionId ?? id),
  );
  const seen = await seenSources(
    new Set(using.map((session) => session.remoteSystemId)),
    hostVolumeIds,
    array,
    options,
  );
  const ids = using.filter(({ sourceResourceId }) => sourceResourceId !== undefined && seen.has(sourceResourceId));
  return [...new Set(ids.map(({ id, parentSessionId }) => parentSessionId ?? id))].flatMap(
    (id) => holding.get(id) ?? [],
  );
}

/** Ids of the volumes on these remote systems that a host sees, and of their groups. */
async function seenSources(
  remoteSystemIds: ReadonlySet<string | undefined>,
  hostVolumeIds: ReadonlySet<string>,
  { powerStore: { sources } }: ArrayAccess,
  options: CallOptions,
): Promise<ReadonlySet<string | undefined>> {
  const known = [...remoteSystemIds].filter((id) => id !== undefined);
  const types = await Promise.all(known.map((id) => sources.getRemoteSystemType(id, options)));
  const kinds = [...new Set(types)].filter((type) => type !== undefined && sourceKindOf(type) !== undefined);
  const volumes = await Promise.all(kinds.map((type) => sources.listDiscoveredVolumes(type as SourceType, options)));
  const seen = volumes.flat().filter((volume) => volume.hostVolumeIds.some((id) => hostVolumeIds.has(id)));
  return new Set(seen.flatMap(({ id, groupId }) => [id, groupId]));
}
