import type { ArrayState } from "./array/arrayState";
import type { RemoteSystem } from "./records/records";

/** `data_connection_state` of a new remote system: Initializing, then OK (powerstore.md 3). */
export function connectionState(array: ArrayState, remote: RemoteSystem): Readonly<Record<string, unknown>> {
  const isConnected = remote.connected_from === undefined || remote.connected_from <= array.now;
  return { data_connection_state: isConnected ? remote.data_connection_state : "Initializing" };
}
