import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { findUnlessGone } from "../../arrayObject/findUnlessGone";
import type { ArrayAccess } from "../../operation/handler";
import { hostSystemLabel } from "../decide/decideAgent";

/** The host system as it is; undefined where it is certainly gone. */
export function findHostSystem(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<ImportHostSystem | undefined> {
  const { importHostSystems, endpoint } = array.powerStore;
  return findUnlessGone(id, {
    array,
    signal: options.signal,
    label: hostSystemLabel({ id }, endpoint),
    read: () => importHostSystems.getImportHostSystem(id, options),
    list: () => importHostSystems.listImportHostSystems(options),
  });
}

/** A host with FC and iSCSI shows up as two. */
export async function hostIdsOf(array: ArrayAccess, id: string, options: CallOptions): Promise<readonly string[]> {
  const hosts = await array.powerStore.importHostSystems.listHosts(options);
  return hosts.filter(({ importHostSystemId }) => importHostSystemId === id).map((host) => host.id);
}
