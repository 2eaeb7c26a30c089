/** The volumes of source arrays with their groups and hosts. */

import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { LARGEST_PAGE_ROWS, listAll } from "./pages";
import type { Requests } from "./requests";
import type { DiscoveredColumns, DiscoveredVolume } from "./schemas/discovered";
import { discoveredSchema, discoveredSelect } from "./schemas/discovered";
import type { SourceKind, SourceType } from "./sourceKinds";
import { ownerColumnOf, sourceKinds } from "./sourceKinds";

/** Kinds whose volumes tell which hosts with an agent see them [ARRAY sources]. */
const seenByAgents: ReadonlySet<string> = new Set([
  "import_unity_volume",
  "import_vnx_volume",
  "import_psgroup_volume",
  "import_storage_center_volume",
]);

function columnsOf(kind: SourceKind): DiscoveredColumns {
  const { volumes, groups, sharesVolumes } = kind;
  return {
    owner: ownerColumnOf(kind),
    group: groups && `${groups}_id`,
    groupNames: groups && sharesVolumes ? `${groups}_names` : undefined,
    hosts: seenByAgents.has(volumes) ? "host_volume_ids" : undefined,
  };
}

export function listDiscoveredVolumes(
  requests: Requests,
  type: SourceType,
  options?: CallOptions,
): Promise<readonly DiscoveredVolume[]> {
  const kind: SourceKind = sourceKinds[type];
  const doing = `listing source volumes (${kind.volumes})`;
  const columns = columnsOf(kind);
  const call = {
    method: "GET",
    path: pathOf(kind.volumes),
    query: { select: discoveredSelect(columns) },
    doing,
  } as const;
  return listAll(requests, call, discoveredSchema(columns), options, LARGEST_PAGE_ROWS);
}
