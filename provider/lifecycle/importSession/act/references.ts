import type { ArrayAccess } from "../../operation/handler";
import type { ImportSessionInputs } from "../inputs/inputs";

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
