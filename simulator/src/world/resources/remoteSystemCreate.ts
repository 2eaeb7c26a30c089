/** POST /remote_system: the ten types of remote systems. */
import type { ArrayState } from "../array/arrayState";
import { type Body, type Change, created, given, requireFreeName, textsOf } from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { RemoteSystem } from "../records/records";
import { isSourceType, type RemoteSystemType } from "../records/sourceKinds";
import { addArrayObject, hasBlocks, serialOf } from "../sources/sourceArrays";
import { sourceTemplates } from "../sources/sourceTemplates";
import { requireTrust } from "../sources/sourceTrust";
import { fibreTargetsOf, isFileOnly, requireConnection, requireProperties } from "./sourceNeeds";

/** The type has no default that anybody documents; without one it is an array of the same make [I]. */
function typeOf(body: Body): RemoteSystemType {
  return (body.type ?? "PowerStore") as RemoteSystemType;
}

export const createRemoteSystem: Change = (array, { body }) => {
  const type = typeOf(body);
  requireProperties(array, type, body);
  if (body.name !== undefined) requireFreeName(array, "remote_system", body.name);
  const connection = requireConnection(array, type, body);
  requireFreeAddress(array, body.management_address);
  requireTrust(array, { type, management_address: body.management_address });
  const id = nextId(array, "remote_system");
  const number = array.serials.remote_system;
  const template = isSourceType(type) ? sourceTemplates[type] : undefined;
  const remote: RemoteSystem = {
    id,
    name: String(body.name ?? `PS-${serialOf(number)}`),
    type,
    state: "OK",
    ...given(body, ["description", "management_address", "management_port", "data_network_latency"]),
    ...(type === "PowerMax_VMAX" ? { management_port: body.management_port ?? DEFAULT_PORT } : {}),
    user_name: body.remote_username ?? null,
    serial_number: serialOf(number),
    version: template?.version ?? `${array.settings.version}.0.0`,
    ...connectionOf(array, connection),
    iscsi_addresses: textsOf(body, "iscsi_addresses"),
    fc_target_wwns: fibreTargetsOf(body).map(({ wwpn }) => String(wwpn)),
    discovery_chap_mode: body.discovery_chap_mode ?? "Disabled",
    session_chap_mode: body.session_chap_mode ?? "Disabled",
    capabilities: isFileOnly(type, body) ? [] : (template?.capabilities ?? []),
    number,
    is_undiscovered: true,
  };
  const whole = withFileHalf(remote, body);
  array.tables.remote_system.put(whole);
  // Of an array that is there for its files alone nothing is known that has to do with volumes.
  if (isSourceType(type) && hasBlocks(whole)) addArrayObject(array, type, whole, toTimestamp(array.now));
  return created(id);
};

/** [API remote_system_create]: the default of `management_port`, which only a PowerMax has. */
const DEFAULT_PORT = 5443;

function connectionOf(array: ArrayState, connection: string | undefined): Readonly<Record<string, unknown>> {
  if (connection === undefined) return { data_connection_state: "Status_Not_Available" };
  const connected_from = array.now + toMilliseconds(array.settings.connectSeconds);
  return { data_connection_type: connection, data_connection_state: "OK", connected_from };
}

/** The remote system with what a request says of its files; passwords go no further. */
export function withFileHalf(remote: RemoteSystem, body: Body): RemoteSystem {
  const { unity_file_details: details, file_connection_address: address, vnx_file_username: user } = body;
  if (details === undefined && address === undefined && user === undefined) return remote;
  const { service_account_username: account } = (details ?? {}) as Body;
  const capabilities = new Set(remote.capabilities as readonly string[]).add("File_Import");
  return {
    ...remote,
    ...given(body, ["file_connection_address", "vnx_file_username"]),
    ...(account === undefined ? {} : { unity_file_details: { service_account_username: account } }),
    file_connection_state: remote.file_connection_state ?? "OK",
    capabilities: [...capabilities],
  };
}

/** Nothing documented says so [unknown]; two remote systems of one array would both claim its volumes. */
export function requireFreeAddress(array: ArrayState, address: unknown, ownId?: string): void {
  for (const other of array.tables.remote_system.values()) {
    if (address !== undefined && other.management_address === address && other.id !== ownId) {
      throw refusalErr("invalid", "remote system", `${other.id} has the management_address ${address} already`);
    }
  }
}
