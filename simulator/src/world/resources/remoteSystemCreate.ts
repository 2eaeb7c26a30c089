import type { ArrayState } from "../array/arrayState";
import { type Body, type Change, created, given, requireFreeName, textsOf } from "../array/change";
import { nextId } from "../array/ids";
import { refusalErr } from "../array/refusals";
import { toMilliseconds, toTimestamp } from "../records/instants";
import type { RemoteSystem } from "../records/records";
import { isSourceType, type RemoteSystemType } from "../records/sourceKinds";
import { addArrayObject, serialOf, slugOf } from "../sources/sourceArrays";
import { SOURCE_TEMPLATES } from "../sources/sourceTemplates";

type Need = {
  /** Properties without which a remote system of the type cannot be. */
  readonly required: readonly string[];
  /** How it can be reached [ARRAY sources]. */
  readonly connections: readonly ("iSCSI" | "FC" | "TCP" | "DD_Boost")[];
};

const access = ["name", "management_address", "remote_username", "remote_password"];
const block = { required: access, connections: ["iSCSI", "FC"] } as const satisfies Need;

/** [API remote_system_create, ARRAY sources]. */
const NEEDS: Record<RemoteSystemType, Need> = {
  Unity: block,
  VNX: block,
  Storage_Center: block,
  XtremIO: block,
  PS_Equallogic: { required: access, connections: ["iSCSI"] },
  NetApp: { required: access, connections: ["iSCSI"] },
  PowerMax_VMAX: { required: access, connections: ["FC"] },
  Universal: { required: ["name"], connections: ["iSCSI", "FC"] },
  PowerStore: { required: ["management_address", "data_network_latency"], connections: ["iSCSI", "TCP"] },
  PowerProtect_DD: { required: ["name", "management_address", "ppdd_storage_unit_details"], connections: ["DD_Boost"] },
};

/** The type has no default that anybody documents; without one it is an array of the same make [I]. */
function typeOf(body: Body): RemoteSystemType {
  return (body.type ?? "PowerStore") as RemoteSystemType;
}

export const createRemoteSystem: Change = (array, { body }) => {
  const type = typeOf(body);
  const connection = requireFit(array, type, body);
  const id = nextId(array, "remote_system");
  const number = array.serials.remote_system;
  const remote: RemoteSystem = {
    id,
    name: String(body.name ?? `PS-${serialOf(number)}`),
    type,
    state: "OK",
    ...given(body, ["description", "management_address", "management_port", "data_network_latency"]),
    ...given(body, ["file_connection_address", "vnx_file_username"]),
    user_name: body.remote_username ?? null,
    serial_number: serialOf(number),
    version: isSourceType(type) ? SOURCE_TEMPLATES[type].version : "4.1.0.0",
    data_connection_type: connection,
    data_connection_state: "OK",
    connected_from: array.now + toMilliseconds(array.settings.connectSeconds),
    iscsi_addresses: textsOf(body, "iscsi_addresses"),
    fc_target_wwns: fibreTargets(body),
    discovery_chap_mode: body.discovery_chap_mode ?? "Disabled",
    session_chap_mode: body.session_chap_mode ?? "Disabled",
    data_connections: [],
    capabilities: isSourceType(type) ? SOURCE_TEMPLATES[type].capabilities : [],
    number,
    is_undiscovered: true,
  };
  array.tables.remote_system.put(remote);
  if (isSourceType(type)) addArrayObject(array, type, remote, toTimestamp(array.now));
  return created(id);
};

/** How the remote system is connected. Throws an ApiError for what does not fit its type. */
function requireFit(array: ArrayState, type: RemoteSystemType, body: Body): string {
  const { required, connections } = NEEDS[type];
  const missing = required.find((name) => body[name] === undefined || body[name] === "");
  if (missing !== undefined) throw refusalErr("invalid", "remote system", `a ${type} needs ${missing}`);
  if (body.name !== undefined) requireName(array, String(body.name));
  const [usual = ""] = connections;
  const connection = String(body.data_connection_type ?? usual);
  if (!connections.some((each) => each === connection)) {
    throw refusalErr("invalid", "remote system", `a ${type} is not reached by ${connection}`);
  }
  if (isSourceType(type) && connection === "iSCSI" && textsOf(body, "iscsi_addresses").length === 0) {
    throw refusalErr("noIscsiTargets");
  }
  const address = body.management_address;
  for (const other of array.tables.remote_system.values()) {
    if (address !== undefined && other.management_address === address) {
      throw refusalErr("invalid", "remote system", `${other.id} has the management_address ${address} already`);
    }
  }
  return connection;
}

/** The ids of its volumes begin with its name, so that one has to be free as well. */
function requireName(array: ArrayState, name: string): void {
  requireFreeName(array, "remote_system", name);
  for (const other of array.tables.remote_system.values()) {
    if (slugOf(other) === slugOf({ name })) throw refusalErr("nameTaken", "remote system", other.name);
  }
}

function fibreTargets(body: Body): readonly string[] {
  const { fc_targets = [] } = (body.universal_details ?? {}) as { readonly fc_targets?: readonly Body[] };
  return fc_targets.map(({ wwpn }) => String(wwpn));
}
