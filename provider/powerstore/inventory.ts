import type { CallOptions, Inventory, NamedCollection } from "./contract";
import { pathByName, pathOf } from "./endpoint";
import { orUndefined } from "./orUndefined";
import type { Requests } from "./requests";
import { clusterSchema, idSchema, remoteSystemSchema, sourceSchema } from "./schemas/inventory";

/**
 * Where the sources of a remote system are listed, by its `type` (powerstore.md 3). Systems that only replicate or back up
 * (PowerStore, PowerProtect_DD) have none.
 */
const sourceCollections: Readonly<Record<string, readonly string[]>> = {
  Unity: ["import_unity_volume", "import_unity_consistency_group"],
  VNX: ["import_vnx_volume", "import_vnx_consistency_group"],
  PS_Equallogic: ["import_psgroup_volume"],
  Storage_Center: ["import_storage_center_volume", "import_storage_center_consistency_group"],
  XtremIO: ["import_xtremio_volume", "import_xtremio_consistency_group"],
  NetApp: ["import_netapp_volume"],
  PowerMax_VMAX: ["import_vmax_volume", "import_vmax_storage_group"],
  Universal: ["import_universal_volume", "import_universal_consistency_group"],
};

const collectionNames = {
  remote_system: "remote system",
  host: "host",
  host_group: "host group",
  volume_group: "volume group",
  policy: "protection policy",
} as const satisfies Record<NamedCollection, string>;

export function createInventory(requests: Requests): Inventory {
  return {
    getClusterId: async (options) => {
      const query = { select: "id,global_id" };
      const call = { method: "GET", path: pathOf("cluster"), query, doing: "reading the cluster's id" } as const;
      return requests.read(call, clusterSchema, options);
    },
    findIdByName: async (collection, name, options) => {
      const doing = `looking for ${collectionNames[collection]} "${name}"`;
      const call = { method: "GET", path: pathByName(collection, name), query: { select: "id" }, doing } as const;
      return (await orUndefined(requests.read(call, idSchema, options)))?.id;
    },
    hasDestination: async (type, id, options) => {
      const doing = `looking for destination ${type} (${id})`;
      const call = { method: "GET", path: pathOf(type, id), query: { select: "id" }, doing } as const;
      return (await orUndefined(requests.read(call, idSchema, options))) !== undefined;
    },
    findImportableCriteria: (remoteSystemId, sourceId, options) =>
      findCriteria(requests, remoteSystemId, sourceId, options),
  };
}

async function findCriteria(requests: Requests, remoteSystemId: string, sourceId: string, options?: CallOptions) {
  const doing = `reading remote system (${remoteSystemId})`;
  const path = pathOf("remote_system", remoteSystemId);
  const ask = { method: "GET", path, query: { select: "id,type" }, doing } as const;
  const remoteSystem = await orUndefined(requests.read(ask, remoteSystemSchema, options));
  for (const collection of sourceCollections[remoteSystem?.type ?? ""] ?? []) {
    const call = {
      method: "GET",
      path: pathOf(collection, sourceId),
      query: { select: "id,importable_criteria" },
      doing: `reading source ${collection} (${sourceId})`,
    } as const;
    const source = await orUndefined(requests.read(call, sourceSchema, options));
    if (source) return source.importable_criteria;
  }
  return undefined;
}
