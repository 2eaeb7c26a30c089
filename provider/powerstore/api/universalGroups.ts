import type { CallOptions } from "../http/contract";
import { comparableName, pathByName, pathOf } from "../http/endpoint";
import { orUndefined } from "../http/powerStoreErrors";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import { idSchema } from "./schemas/inventory";
import type { HoldingSession } from "./schemas/remoteSystem";
import { holdingSessionSchema } from "./schemas/remoteSystem";
import type { UniversalGroup, UniversalVolume } from "./schemas/universal";
import {
  universalGroupSchema,
  universalGroupSelect,
  universalVolumeSchema,
  universalVolumeSelect,
} from "./schemas/universal";

/** `import_universal_consistency_group_create`. */
export type UniversalGroupCreate = {
  readonly name: string;
  readonly remoteSystemId: string;
  /** At most MEMBERS_PER_CALL; none makes an empty group. */
  readonly volumeIds: readonly string[];
};

/** How many members one request may name [API import_universal_volume_ids]. */
export const MEMBERS_PER_CALL = 128;

export interface UniversalGroups {
  /** Throws NotFoundError when there is none such. */
  getUniversalGroup(id: string, options?: CallOptions): Promise<UniversalGroup>;
  listUniversalGroups(options?: CallOptions): Promise<readonly UniversalGroup[]>;
  findUniversalGroupByName(name: string, options?: CallOptions): Promise<UniversalGroup | undefined>;
  /** The members of a group, which its own row does not show. */
  listMembersOf(groupId: string, options?: CallOptions): Promise<readonly UniversalVolume[]>;
  listUniversalVolumes(remoteSystemId: string, options?: CallOptions): Promise<readonly UniversalVolume[]>;
  /** The sessions that import this source, ended ones included. */
  listSessionsOfSource(sourceResourceId: string, options?: CallOptions): Promise<readonly HoldingSession[]>;
  createUniversalGroup(body: UniversalGroupCreate, options?: CallOptions): Promise<string>;
  renameUniversalGroup(id: string, name: string, options?: CallOptions): Promise<void>;
  /** At most MEMBERS_PER_CALL volumes. */
  addMembers(id: string, volumeIds: readonly string[], options?: CallOptions): Promise<void>;
  /** At most MEMBERS_PER_CALL volumes. */
  removeMembers(id: string, volumeIds: readonly string[], options?: CallOptions): Promise<void>;
  /** Throws NotFoundError when it is gone already. */
  deleteUniversalGroup(id: string, options?: CallOptions): Promise<void>;
  /** Gives a universal volume a name: all that can be changed of it. */
  nameUniversalVolume(id: string, name: string, options?: CallOptions): Promise<void>;
}

const GROUPS = "import_universal_consistency_group";
const VOLUMES = "import_universal_volume";

export function createUniversalGroups(requests: Requests): UniversalGroups {
  return { ...groupReads(requests), ...volumeReads(requests), ...groupChanges(requests) };
}

type GroupRead = "getUniversalGroup" | "listUniversalGroups" | "findUniversalGroupByName" | "listSessionsOfSource";

function groupReads(requests: Requests): Pick<UniversalGroups, GroupRead> {
  const query = { select: universalGroupSelect };
  return {
    getUniversalGroup: async (id, options) => {
      const doing = `reading universal consistency group (${id})`;
      const call = { method: "GET", path: pathOf(GROUPS, id), query, doing } as const;
      const group = await requests.read(call, universalGroupSchema, options);
      if (group.id !== id) throw requests.misfit(call, `answered with another group (${group.id})`);
      return group;
    },
    listUniversalGroups: (options) => {
      const doing = "listing universal consistency groups";
      return listAll(requests, { method: "GET", path: pathOf(GROUPS), query, doing }, universalGroupSchema, options);
    },
    findUniversalGroupByName: async (name, options) => {
      const doing = `looking for universal consistency group "${name}"`;
      const call = { method: "GET", path: pathByName(GROUPS, name), query, doing } as const;
      const group = await orUndefined(requests.read(call, universalGroupSchema, options));
      if (group?.name !== undefined && comparableName(group.name) !== comparableName(name)) {
        throw requests.misfit(call, `answered with another group ("${group.name}")`);
      }
      return group;
    },
    listSessionsOfSource: (sourceResourceId, options) => {
      const ofSource = { select: "id,name,state,parent_session_id", source_resource_id: `eq.${sourceResourceId}` };
      const doing = `looking for import sessions of source ${sourceResourceId}`;
      const call = { method: "GET", path: pathOf("import_session"), query: ofSource, doing } as const;
      return listAll(requests, call, holdingSessionSchema, options);
    },
  };
}

function volumeReads(requests: Requests): Pick<UniversalGroups, "listMembersOf" | "listUniversalVolumes"> {
  const volumesBy = (column: string, value: string, doing: string, options?: CallOptions) => {
    const query = { select: universalVolumeSelect, [column]: `eq.${value}` };
    return listAll(requests, { method: "GET", path: pathOf(VOLUMES), query, doing }, universalVolumeSchema, options);
  };
  return {
    listMembersOf: (groupId, options) =>
      volumesBy(`${GROUPS}_id`, groupId, `listing the members of universal consistency group (${groupId})`, options),
    listUniversalVolumes: (systemId, options) =>
      volumesBy("remote_system_id", systemId, `listing the volumes of remote system (${systemId})`, options),
  };
}

type GroupChange = Exclude<keyof UniversalGroups, GroupRead | "listMembersOf" | "listUniversalVolumes">;

function groupChanges(requests: Requests): Pick<UniversalGroups, GroupChange> {
  const change = (
    id: string,
    action: "add_members" | "remove_members",
    volumeIds: readonly string[],
    doing: string,
  ) => ({
    method: "POST" as const,
    path: pathOf(GROUPS, id, action),
    body: { import_universal_volume_ids: volumeIds },
    doing: `${doing} universal consistency group (${id})`,
  });
  return {
    createUniversalGroup: async ({ name, remoteSystemId, volumeIds }, options) => {
      const body = {
        name,
        remote_system_id: remoteSystemId,
        import_universal_volume_ids: volumeIds.length > 0 ? volumeIds : undefined,
      };
      const doing = `creating universal consistency group "${name}"`;
      const call = { method: "POST", path: pathOf(GROUPS), body, doing } as const;
      return (await requests.read(call, idSchema, options)).id;
    },
    renameUniversalGroup: (id, name, options) => {
      const doing = `renaming universal consistency group (${id})`;
      return requests.change({ method: "PATCH", path: pathOf(GROUPS, id), body: { name }, doing }, options);
    },
    addMembers: (id, volumeIds, options) =>
      requests.change(change(id, "add_members", volumeIds, "adding members to"), options),
    removeMembers: (id, volumeIds, options) =>
      requests.change(change(id, "remove_members", volumeIds, "removing members of"), options),
    deleteUniversalGroup: (id, options) => {
      const doing = `deleting universal consistency group (${id})`;
      return requests.change({ method: "DELETE", path: pathOf(GROUPS, id), doing }, options);
    },
    nameUniversalVolume: (id, name, options) => {
      const doing = `naming universal volume (${id})`;
      return requests.change({ method: "PATCH", path: pathOf(VOLUMES, id), body: { name }, doing }, options);
    },
  };
}
