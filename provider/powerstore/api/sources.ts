/** What the array has discovered on remote systems. */

import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { orUndefined } from "../http/powerStoreErrors";
import { listDiscoveredVolumes } from "./discovered";
import { anyOf } from "./filters";
import { LARGEST_PAGE_ROWS, listAll } from "./pages";
import type { Requests } from "./requests";
import type { DiscoveredVolume } from "./schemas/discovered";
import { remoteSystemSchema } from "./schemas/inventory";
import type { SourceGroup, SourceSystem, SourceVolume, VolumeSize } from "./schemas/source";
import {
  groupSchema,
  groupSelect,
  sizeSchema,
  sizeSelect,
  systemSchema,
  systemSelect,
  volumeSchema,
  volumeSelect,
} from "./schemas/source";
import type { SourceKind, SourceType } from "./sourceKinds";
import { groupColumnOf, ownerColumnOf, sourceKinds } from "./sourceKinds";

/** Of which volumes: all, or those with these ids, or the members of these groups. */
export type Sized = { readonly ids?: readonly string[]; readonly groupIds?: readonly string[] };

export interface Sources {
  /** `type` of a remote system, such as `Unity`; undefined when there is no such system. */
  getRemoteSystemType(id: string, options?: CallOptions): Promise<string | undefined>;
  /** The remote systems of a type. */
  listRemoteSystems(type: SourceType, options?: CallOptions): Promise<readonly SourceSystem[]>;
  /** The source arrays that were discovered behind remote systems of a type; empty for universal ones, which have none. */
  listSourceArrays(type: SourceType, options?: CallOptions): Promise<readonly SourceSystem[]>;
  /** The volumes that the array has discovered on source arrays of a type, importable or not. */
  listSourceVolumes(type: SourceType, options?: CallOptions): Promise<readonly SourceVolume[]>;
  /**
   * How large volumes on source arrays of a type are, and which group each is in. Groups of types whose volumes can be in several are not told: then
   * there are no members.
   */
  listVolumeSizes(type: SourceType, of: Sized, options?: CallOptions): Promise<readonly VolumeSize[]>;
  /** The consistency or storage groups; empty for types without any. */
  listSourceGroups(type: SourceType, options?: CallOptions): Promise<readonly SourceGroup[]>;
  /** The volumes with their groups and what hosts see of them. */
  listDiscoveredVolumes(type: SourceType, options?: CallOptions): Promise<readonly DiscoveredVolume[]>;
}

/** `type` of a remote system, such as `Unity`; undefined when there is no such system. */
export async function getRemoteSystemType(
  requests: Requests,
  id: string,
  options?: CallOptions,
): Promise<string | undefined> {
  const path = pathOf("remote_system", id);
  const call = { method: "GET", path, query: { select: "id,type" }, doing: `reading remote system (${id})` } as const;
  return (await orUndefined(requests.read(call, remoteSystemSchema, options)))?.type;
}

const SERIAL = "serial_number";

export function createSources(requests: Requests): Sources {
  const list = (collection: string, query: Readonly<Record<string, string>>, what: string) => {
    const doing = `listing ${what} (${collection})`;
    return { method: "GET", path: pathOf(collection), query, doing } as const;
  };
  return {
    getRemoteSystemType: (id, options) => getRemoteSystemType(requests, id, options),
    listRemoteSystems: async (type, options) => {
      const query = { select: systemSelect(SERIAL), type: `eq.${type}` };
      return listAll(requests, list("remote_system", query, "remote systems"), systemSchema(SERIAL), options);
    },
    listSourceArrays: async (type, options) => {
      const { array, serial = SERIAL }: SourceKind = sourceKinds[type];
      if (array === undefined) return [];
      const call = list(array, { select: systemSelect(serial) }, "source arrays");
      return listAll(requests, call, systemSchema(serial), options);
    },
    listSourceVolumes: async (type, options) => {
      const kind: SourceKind = sourceKinds[type];
      const owner = ownerColumnOf(kind);
      const call = list(kind.volumes, { select: volumeSelect(owner) }, "source volumes");
      return listAll(requests, call, volumeSchema(owner), options, LARGEST_PAGE_ROWS);
    },
    listVolumeSizes: async (type, { ids, groupIds }, options) => {
      const kind: SourceKind = sourceKinds[type];
      const group = groupColumnOf(kind);
      if (groupIds && group === undefined) return [];
      const query = {
        select: sizeSelect(group),
        ...(ids && { id: anyOf(ids) }),
        ...(group && groupIds && { [group]: anyOf(groupIds) }),
      };
      const call = list(kind.volumes, query, "the sizes of source volumes");
      return listAll(requests, call, sizeSchema(group), options, LARGEST_PAGE_ROWS);
    },
    listSourceGroups: async (type, options) => {
      const kind: SourceKind = sourceKinds[type];
      if (kind.groups === undefined) return [];
      const owner = ownerColumnOf(kind);
      const call = list(kind.groups, { select: groupSelect(owner) }, "source groups");
      return listAll(requests, call, groupSchema(owner), options);
    },
    listDiscoveredVolumes: (type, options) => listDiscoveredVolumes(requests, type, options),
  };
}
