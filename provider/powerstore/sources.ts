import type { CallOptions } from "./contract";
import { pathOf } from "./endpoint";
import { orUndefined } from "./orUndefined";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import { remoteSystemSchema } from "./schemas/inventory";
import type { SourceGroup, SourceVolume } from "./schemas/source";
import { groupSchema, groupSelect, volumeSchema, volumeSelect } from "./schemas/source";
import type { SourceKind, SourceType } from "./sourceKinds";
import { sourceKinds } from "./sourceKinds";

export interface Sources {
  /** `type` of a remote system, such as `Unity`; undefined when there is no such system. */
  getRemoteSystemType(id: string, options?: CallOptions): Promise<string | undefined>;
  /** The volumes that the array has discovered on source arrays of a type, importable or not. */
  listSourceVolumes(type: SourceType, options?: CallOptions): Promise<readonly SourceVolume[]>;
  /** The consistency or storage groups; empty for types without any. */
  listSourceGroups(type: SourceType, options?: CallOptions): Promise<readonly SourceGroup[]>;
}

export function createSources(requests: Requests): Sources {
  return {
    getRemoteSystemType: async (id, options) => {
      const path = pathOf("remote_system", id);
      const doing = `reading remote system (${id})`;
      const call = { method: "GET", path, query: { select: "id,type" }, doing } as const;
      return (await orUndefined(requests.read(call, remoteSystemSchema, options)))?.type;
    },
    listSourceVolumes: async (type, options) => {
      const { volumes: collection } = sourceKinds[type];
      const doing = `listing source volumes (${collection})`;
      const call = { method: "GET", path: pathOf(collection), query: { select: volumeSelect }, doing } as const;
      return listAll(requests, call, volumeSchema, options);
    },
    listSourceGroups: async (type, options) => {
      const { groups: collection }: SourceKind = sourceKinds[type];
      if (collection === undefined) return [];
      const doing = `listing source groups (${collection})`;
      const call = { method: "GET", path: pathOf(collection), query: { select: groupSelect }, doing } as const;
      return listAll(requests, call, groupSchema, options);
    },
  };
}
