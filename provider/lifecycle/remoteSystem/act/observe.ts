import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { findUnlessGone } from "../../arrayObject/findUnlessGone";
import type { ArrayAccess } from "../../operation/handler";
import { systemLabel } from "../decide/texts";

/** The remote system as it is; undefined where it is certainly gone. */
export function findRemoteSystem(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<RemoteSystem | undefined> {
  const { remoteSystems, endpoint } = array.powerStore;
  return findUnlessGone(id, {
    array,
    signal: options.signal,
    label: systemLabel({ id }, endpoint),
    read: () => remoteSystems.getRemoteSystem(id, options),
    list: () => remoteSystems.listRemoteSystems(options),
  });
}
