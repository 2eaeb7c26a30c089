import type { ImportHostSystem, ImportHostVolume } from "../../../powerstore/api/schemas/importHostSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess } from "../../operation/handler";

export async function findHostSystem(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<ImportHostSystem | undefined> {
  try {
    return await array.powerStore.importHostSystems.getImportHostSystem(id, options);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
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
