import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { orUndefined } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess } from "../../operation/handler";
import { ContradictionError } from "../../operation/lifecycleErrors";
import { systemLabel } from "../decide/texts";

/** The remote system as it is; undefined where it is certainly gone, which the list of them has confirmed. */
export async function findRemoteSystem(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<RemoteSystem | undefined> {
  const { remoteSystems, endpoint } = array.powerStore;
  const system = await orUndefined(remoteSystems.getRemoteSystem(id, options));
  if (system) return system;
  const systems = await remoteSystems.listRemoteSystems(options);
  if (systems.every((system) => system.id !== id)) return undefined;
  throw new ContradictionError(
    `reading ${systemLabel({ id }, endpoint)}: the array lists it and says that there is none such. Nothing is concluded from that; run the same command again.`,
  );
}
