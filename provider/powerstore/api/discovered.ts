/** The volumes of source arrays with their groups and hosts. */

import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import type { DiscoveredVolume } from "./schemas/discovered";
import { discoveredSchema, discoveredSelect } from "./schemas/discovered";
import type { SourceKind, SourceType } from "./sourceKinds";
import { sourceKinds } from "./sourceKinds";

export function listDiscoveredVolumes(
  requests: Requests,
  type: SourceType,
  options?: CallOptions,
): Promise<readonly DiscoveredVolume[]> {
  const kind: SourceKind = sourceKinds[type];
  const doing = `listing source volumes (${kind.volumes})`;
  const call = { method: "GET", path: pathOf(kind.volumes), query: { select: discoveredSelect(kind) }, doing } as const;
  return listAll(requests, call, discoveredSchema(kind), options);
}
