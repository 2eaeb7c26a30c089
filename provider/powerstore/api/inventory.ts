/** Look-ups beside the sessions: the cluster, names, destinations, and whether a source can be imported. */

import type { CallOptions } from "../http/contract";
import { pathByName, pathOf } from "../http/endpoint";
import { orUndefined } from "../http/powerStoreErrors";
import type { Destination, Inventory, NamedCollection } from "./contract";
import { anyOf, IDS_PER_REQUEST } from "./filters";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import {
  accountSchema,
  clusterSchema,
  destinationSchema,
  idSchema,
  releaseSchema,
  sourceSchema,
} from "./schemas/inventory";
import { sourceKindOf } from "./sourceKinds";
import { getRemoteSystemType } from "./sources";

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
    getRelease: async (options) => {
      const query = { select: "id,is_cluster,release_version" };
      const doing = "reading the release of PowerStoreOS";
      const call = { method: "GET", path: pathOf("software_installed"), query, doing } as const;
      return requests.read(call, releaseSchema, options);
    },
    getAccount: async (options) => {
      const call = { method: "GET", path: pathOf("login_session"), doing: "reading who is logged in" } as const;
      return requests.read(call, accountSchema, options);
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
    listDestinations: (type, ids, options) => listDestinations(requests, type, ids, options),
    findImportableCriteria: (remoteSystemId, sourceId, options) =>
      findCriteria(requests, remoteSystemId, sourceId, options),
  };
}

async function listDestinations(
  requests: Requests,
  type: "volume" | "volume_group",
  ids: readonly string[],
  options?: CallOptions,
): Promise<readonly Destination[]> {
  const found: Destination[] = [];
  for (let first = 0; first < ids.length; first += IDS_PER_REQUEST) {
    const query = { select: "id,name", id: anyOf(ids.slice(first, first + IDS_PER_REQUEST)) };
    const call = { method: "GET", path: pathOf(type), query, doing: `looking for imported ${type}s` } as const;
    found.push(...(await listAll(requests, call, destinationSchema, options)));
  }
  return found;
}

async function findCriteria(requests: Requests, remoteSystemId: string, sourceId: string, options?: CallOptions) {
  const kind = sourceKindOf((await getRemoteSystemType(requests, remoteSystemId, options)) ?? "");
  for (const collection of [kind?.volumes, kind?.groups]) {
    if (collection === undefined) continue;
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
