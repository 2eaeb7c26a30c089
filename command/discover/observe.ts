/** All that an array knows of its sources, in as few requests as collections have pages. */
import { ownedBy } from "../../provider/lifecycle/functions/owner";
import { RefusalError } from "../../provider/lifecycle/operation/lifecycleErrors";
import type { PowerStore } from "../../provider/powerstore/api/contract";
import type { DiscoveredVolume } from "../../provider/powerstore/api/schemas/discovered";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { RemoteSystem } from "../../provider/powerstore/api/schemas/remoteSystem";
import type { SourceGroup } from "../../provider/powerstore/api/schemas/source";
import type { SourceType } from "../../provider/powerstore/api/sourceKinds";
import { sourceTypes } from "../../provider/powerstore/api/sourceKinds";
import type { Sources } from "../../provider/powerstore/api/sources";

/** What is on one remote system; without one, what the array does not tell it of. */
export type SystemContents = {
  readonly type: SourceType;
  readonly system?: RemoteSystem;
  readonly volumes: readonly DiscoveredVolume[];
  readonly groups: readonly SourceGroup[];
};

export type Observed = {
  readonly remoteSystems: readonly RemoteSystem[];
  readonly contents: readonly SystemContents[];
  readonly sessions: readonly ListedSession[];
  /** Name of the host, by the id of a volume as the host sees it. */
  readonly hostByVolume: ReadonlyMap<string, string>;
};

export async function observeSources(powerStore: PowerStore, signal: AbortSignal): Promise<Observed> {
  const remoteSystems = await powerStore.remoteSystems.listRemoteSystems({ signal });
  const types = sourceTypes.filter((type) => remoteSystems.some((system) => system.type === type));
  const [contents, sessions, hostByVolume] = await Promise.all([
    Promise.all(types.map((type) => contentsOf(type, remoteSystems, powerStore.sources, signal))),
    powerStore.importSessions.listAllSessions({ signal }),
    types.length === 0 ? new Map<string, string>() : hostsByVolume(powerStore, signal),
  ]);
  return { remoteSystems, contents: contents.flat(), sessions, hostByVolume };
}

async function contentsOf(
  type: SourceType,
  remoteSystems: readonly RemoteSystem[],
  sources: Sources,
  signal: AbortSignal,
): Promise<readonly SystemContents[]> {
  const [volumes, groups] = await Promise.all([
    sources.listDiscoveredVolumes(type, { signal }),
    sources.listSourceGroups(type, { signal }),
  ]);
  const relatives = askedOnce(sources);
  const own = await Promise.all(
    remoteSystems
      .filter((system) => system.type === type)
      .map(async (system) => ({
        type,
        system,
        volumes: await owned(system.id, type, volumes, relatives, signal),
        groups: await owned(system.id, type, groups, relatives, signal),
      })),
  );
  if (own.every((each) => each.volumes && each.groups)) return own as readonly SystemContents[];
  // The array does not say which of several remote systems they are on.
  return [{ type, volumes, groups }];
}

/** Undefined where the array does not tell. */
async function owned<Row extends { readonly ownerId?: string | undefined }>(
  id: string,
  type: SourceType,
  rows: readonly Row[],
  sources: Pick<Sources, "listSourceArrays" | "listRemoteSystems">,
  signal: AbortSignal,
): Promise<readonly Row[] | undefined> {
  try {
    return await ownedBy(id, type, rows, sources, { signal });
  } catch (error) {
    if (error instanceof RefusalError) return undefined;
    throw error;
  }
}

/** Several systems of a type ask for the same. */
function askedOnce({ listSourceArrays, listRemoteSystems }: Sources) {
  let arrays: ReturnType<typeof listSourceArrays> | undefined;
  let systems: ReturnType<typeof listRemoteSystems> | undefined;
  return {
    listSourceArrays: (...args: Parameters<typeof listSourceArrays>) => {
      arrays ??= listSourceArrays(...args);
      return arrays;
    },
    listRemoteSystems: (...args: Parameters<typeof listRemoteSystems>) => {
      systems ??= listRemoteSystems(...args);
      return systems;
    },
  };
}

async function hostsByVolume({ importHostSystems }: PowerStore, signal: AbortSignal): Promise<Map<string, string>> {
  const [volumes, hosts, systems] = await Promise.all([
    importHostSystems.listImportHostVolumes(undefined, { signal }),
    importHostSystems.listHosts({ signal }),
    importHostSystems.listImportHostSystems({ signal }),
  ]);
  const names = new Map(systems.map(({ id, agentAddress }) => [id, agentAddress ?? id]));
  for (const { importHostSystemId, name } of hosts)
    if (importHostSystemId !== undefined && name !== undefined) names.set(importHostSystemId, name);
  return new Map(
    volumes.flatMap(({ id, importHostSystemId: system }) =>
      system === undefined ? [] : [[id, names.get(system) ?? system] as const],
    ),
  );
}
