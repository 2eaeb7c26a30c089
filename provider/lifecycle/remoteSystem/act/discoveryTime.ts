import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { ArrayAccess, OperationContext } from "../../operation/handler";

/**
 * When somebody last looked for what is on the source, for a remote system that this program has not made. A universal one does not tell: where
 * anything was found, it is now.
 */
export async function discoveryTime(
  system: RemoteSystem,
  array: ArrayAccess,
  { clock, signal }: OperationContext,
): Promise<string | undefined> {
  const discovery = await array.powerStore.remoteSystems.readDiscovery(system, { signal });
  if (discovery.kind === "stamp") return discovery.at;
  return discovery.count > 0 ? new Date(clock.now()).toISOString() : undefined;
}
