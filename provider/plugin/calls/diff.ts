import type { DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { readableOutputs, stableOutputs } from "../../lifecycle/operation/recorded";
import type { Plugin } from "../plugin";
import { fromStruct } from "../values/fromStruct";
import { resourceOf } from "./requestedResource";
import { sentTo } from "./resource";

/**
 * Always deletes before replacing, also when nothing changes: a replacement that was cut short would otherwise delete a second time
 * [ENGINE replacement].
 */
export async function diff(plugin: Plugin, request: DiffRequest): Promise<DiffResponse> {
  const definition = resourceOf(plugin, request);
  const { handler } = definition;
  const recorded = sentTo(definition, request.getOlds());
  const olds = readableOutputs(definition, recorded.values);
  // A create that follows may have to put them on record again.
  plugin.run.rememberSecrets(request.getId(), recorded.secrets);
  const news = fromStruct(request.getNews()).values;
  const about = { urn: request.getUrn(), ignored: request.getIgnorechangesList() };
  const result = await plugin.run.operate(plugin, about, (context) =>
    handler.diff(request.getId(), olds, news, context),
  );
  const response = new DiffResponse()
    .setChanges(result.changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDeletebeforereplace(true)
    .setReplacesList([...result.replaces])
    .setStablesList(result.replaces.length > 0 ? [] : [...stableOutputs(definition, olds, result.changed)])
    .setHasdetaileddiff(true);
  // The engine wants each name of the detailed diff in `diffs`, and the other way round [PULUMI diff].
  const detailed = new Set((result.details ?? []).map(({ path }) => rootOf(path)));
  for (const { path, kind } of result.details ?? []) {
    response.getDetaileddiffMap().set(path, new PropertyDiff().setKind(detailKinds[kind]).setInputdiff(true));
  }
  for (const name of new Set([...result.changed, ...result.replaces])) {
    response.addDiffs(name);
    if (detailed.has(name)) continue;
    const isReplaced = result.replaces.includes(name);
    response.getDetaileddiffMap().set(name, new PropertyDiff().setKind(kindOf(olds[name], news[name], isReplaced)));
  }
  return response;
}

const detailKinds = {
  add: PropertyDiff.Kind.ADD,
  update: PropertyDiff.Kind.UPDATE,
  delete: PropertyDiff.Kind.DELETE,
} as const;

/** `sessions` of `sessions["db-01"].paused`. */
const rootOf = (path: string) => path.split(/[.[]/, 1).join();

/** By name, never by number: the numbers do not pair up as one would guess, and a wrong one replaces [ENGINE diff]. */
function kindOf(recorded: unknown, wanted: unknown, isReplaced: boolean): PropertyDiff.Kind {
  const { Kind } = PropertyDiff;
  if (recorded === undefined && wanted !== undefined) return isReplaced ? Kind.ADD_REPLACE : Kind.ADD;
  if (recorded !== undefined && wanted === undefined) return isReplaced ? Kind.DELETE_REPLACE : Kind.DELETE;
  return isReplaced ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}
