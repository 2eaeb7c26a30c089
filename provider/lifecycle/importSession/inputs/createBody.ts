import type { ImportSessionCreate } from "../../../powerstore/api/schemas/importSession";
import type { ArrayAccess } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import type { ImportSessionInputs } from "./inputs";
import { toUtc } from "./schedule";

/** References by name go out as they are: the array takes `name:` in bodies too [ARRAY names]. */
export function toCreateBody(inputs: ImportSessionInputs): ImportSessionCreate {
  return withoutUndefined({
    remoteSystemId: inputs.remoteSystemId,
    sourceResourceId: inputs.sourceResourceId,
    name: inputs.name,
    type: inputs.type,
    description: inputs.description,
    globalStorageDiscoveryAddress: inputs.globalStorageDiscoveryAddress,
    hostIds: inputs.hostIds,
    hostGroupIds: inputs.hostGroupIds,
    consistencyGroupMemberHostIds: memberMappings(inputs, "hostIds"),
    consistencyGroupMemberHostGroupIds: memberMappings(inputs, "hostGroupIds"),
    volumeGroupId: inputs.volumeGroupId,
    automaticCutover: inputs.automaticCutover,
    protectionPolicyId: inputs.protectionPolicyId,
    scheduledTimestamp: inputs.scheduledTimestamp && toUtc(inputs.scheduledTimestamp),
  });
}

/** The wire has one list for hosts and one for host groups [API import_session_create]. */
function memberMappings<Key extends "hostIds" | "hostGroupIds">(inputs: ImportSessionInputs, key: Key) {
  const mappings = (inputs.consistencyGroupMembers ?? []).flatMap(({ volumeWwn, ...member }) => {
    const ids = member[key];
    return ids ? [{ volumeWwn, [key]: ids } as { volumeWwn: string } & Record<Key, string[]>] : [];
  });
  return mappings.length > 0 ? mappings : undefined;
}

/** The inputs with every readable reference (`name:<name>`) replaced by the id behind it, for a comparison with what the array shows. */
export async function resolveReferences(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
  signal?: AbortSignal,
): Promise<ImportSessionInputs> {
  const resolve = async (collection: "volume_group" | "policy", reference: string | undefined) =>
    reference === undefined ? undefined : array.resolve(collection, reference, signal);
  return {
    ...inputs,
    remoteSystemId: await array.resolve("remote_system", inputs.remoteSystemId, signal),
    volumeGroupId: await resolve("volume_group", inputs.volumeGroupId),
    protectionPolicyId: await resolve("policy", inputs.protectionPolicyId),
  };
}
