import type { ImportHostSystem, ImportHostVolume } from "../../../powerstore/api/schemas/importHostSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess } from "../../operation/handler";

/** Undefined when there is none such. */
export function findHostSystem(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<ImportHostSystem | undefined> {
  return orUndefined(array.powerStore.importHostSystems.getImportHostSystem(id, options));
}

export async function importingVolumes(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<readonly ImportHostVolume[]> {
  const volumes = await array.powerStore.importHostSystems.listImportHostVolumes(id, options);
  return volumes.filter(({ isMigrating }) => isMigrating === true);
}

/** A host with FC and iSCSI shows up as two. */
export async function hostIdsOf(array: ArrayAccess, id: string, options: CallOptions): Promise<readonly string[]> {
  const hosts = await array.powerStore.importHostSystems.listHosts(options);
  return hosts.filter(({ importHostSystemId }) => importHostSystemId === id).map((host) => host.id);
}
