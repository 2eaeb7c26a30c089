/** What each type of remote system needs, and what it must not have: the texts of POST and PATCH /remote_system [API remote_system_create, remote_system_modify]. */
import { isIPv4, isIPv6 } from "node:net";
import type { Version } from "../../api/releases";
import type { ArrayState } from "../array/arrayState";
import { type Body, textsOf } from "../array/change";
import type { ChapMode, Settings } from "../array/options";
import { refusalErr } from "../array/refusals";
import { isSourceType, type RemoteSystemType } from "../records/sourceKinds";

type ConnectionType = "iSCSI" | "FC" | "TCP" | "DD_Boost";

type Need = {
  /** Properties without which a remote system of the type cannot be. */
  readonly required: readonly string[];
  /** How it can be reached [ARRAY sources]. */
  readonly connections: readonly ConnectionType[];
};

const access = ["name", "management_address", "remote_username", "remote_password"];
const block = { required: access, connections: ["iSCSI", "FC"] } as const satisfies Need;

const needsOfTypes: Record<RemoteSystemType, Need> = {
  Unity: block,
  VNX: block,
  Storage_Center: block,
  XtremIO: block,
  PS_Equallogic: { required: access, connections: ["iSCSI"] },
  NetApp: { required: access, connections: ["iSCSI"] },
  PowerMax_VMAX: { required: access, connections: ["FC"] },
  // Nothing on it is managed, so the list has no account.
  Universal: { required: ["name", "management_address"], connections: ["iSCSI", "FC"] },
  PowerStore: { required: ["management_address", "data_network_latency"], connections: ["iSCSI", "TCP"] },
  PowerProtect_DD: { required: ["name", "management_address", "ppdd_storage_unit_details"], connections: ["DD_Boost"] },
};

/** Properties that are "applicable only" for one type. */
const ownersOfFields: Readonly<Record<string, RemoteSystemType>> = {
  management_port: "PowerMax_VMAX",
  file_connection_address: "VNX",
  vnx_file_username: "VNX",
  vnx_file_password: "VNX",
  unity_file_details: "Unity",
  universal_details: "Universal",
  ppdd_storage_unit_details: "PowerProtect_DD",
};

const vnxFileFields = ["file_connection_address", "vnx_file_username", "vnx_file_password"];
const blockFields = [
  "management_address",
  "remote_username",
  "remote_password",
  "data_connection_type",
  "iscsi_addresses",
];

function unfit(problem: string) {
  return refusalErr("invalid", "remote system", problem);
}

function has(body: Body, name: string): boolean {
  return body[name] !== undefined && body[name] !== "";
}

/** Only the file half of a VNX: "only below file parameters for file import only cases". */
export function isFileOnly(type: RemoteSystemType, body: Body): boolean {
  return (
    type === "VNX" && vnxFileFields.some((name) => has(body, name)) && !blockFields.some((name) => has(body, name))
  );
}

/** Throws an ApiError where a property is missing, or is one that the type has not. */
export function requireProperties({ settings }: ArrayState, type: RemoteSystemType, body: Body): void {
  requireAll(type, body, isFileOnly(type, body) ? ["name"] : needsOfTypes[type].required);
  requireOwn(type, body);
  if (vnxFileFields.some((name) => has(body, name))) requireAll(type, body, vnxFileFields);
  requireAddresses(settings, type, body);
}

/** How a new remote system is connected; undefined where it has no data connections. Throws an ApiError for what does not fit its type. */
export function requireConnection(array: ArrayState, type: RemoteSystemType, body: Body): ConnectionType | undefined {
  if (isFileOnly(type, body)) return undefined;
  const { connections } = needsOfTypes[type];
  const connection = (body.data_connection_type ?? connections[0]) as ConnectionType;
  if (!connections.includes(connection)) throw unfit(`a ${type} is not reached by ${connection}`);
  requireTargets(type, connection, body);
  requireChap(array, connection, body);
  return connection;
}

function requireAll(type: RemoteSystemType, body: Body, names: readonly string[]): void {
  const missing = names.find((name) => !has(body, name));
  if (missing !== undefined) throw unfit(`a ${type} needs ${missing}`);
}

/** Throws an ApiError for a property that only another type has. */
export function requireOwn(type: RemoteSystemType, body: Body): void {
  const foreign = Object.keys(body).find((name) => (ownersOfFields[name] ?? type) !== type);
  if (foreign !== undefined) throw unfit(`a ${type} has no ${foreign}, only a ${ownersOfFields[foreign]} has`);
}

/** [API, API44 management_address]: of sources none may be IPv6, and since 4.4 that of a Universal may. */
function takesIpv6(version: Version, type: RemoteSystemType): boolean {
  return !isSourceType(type) || (type === "Universal" && version !== "4.1");
}

/** Throws an ApiError for an address of a kind that the text does not name. */
export function requireAddresses({ version }: Settings, type: RemoteSystemType, body: Body): void {
  const { management_address: address } = body;
  if (typeof address === "string" && isIPv6(address) && !takesIpv6(version, type)) {
    throw unfit(`the management_address of a ${type} is an IPv4 address or a host name`);
  }
  const odd = textsOf(body, "iscsi_addresses").find((each) => !isIPv4(each));
  if (odd !== undefined) throw unfit(`iscsi_addresses are IPv4 addresses, and ${odd} is none`);
}

function requireTargets(type: RemoteSystemType, connection: ConnectionType, body: Body): void {
  const hasAddresses = textsOf(body, "iscsi_addresses").length > 0;
  if (isSourceType(type) && connection === "iSCSI" && !hasAddresses) throw refusalErr("noIscsiTargets");
  if (connection !== "iSCSI" && hasAddresses) throw unfit(`iscsi_addresses do not go with ${connection}`);
  if (type !== "Universal") return;
  if (connection === "FC") requireAll(type, body, ["universal_details"]);
  else if (has(body, "universal_details")) throw unfit(`universal_details do not go with ${connection}`);
  for (const { wwnn, wwpn } of fibreTargetsOf(body)) {
    if (wwnn === undefined || wwpn === undefined) throw unfit("each of its fc_targets needs wwnn and wwpn");
  }
}

type FibreTarget = { readonly wwnn?: string; readonly wwpn?: string };

export function fibreTargetsOf(body: Body): readonly FibreTarget[] {
  const { fc_targets = [] } = (body.universal_details ?? {}) as { readonly fc_targets?: readonly FibreTarget[] };
  return fc_targets;
}

/** CHAP is about iSCSI. Single lets the source authenticate this array (`target_*`), Mutual lets this array do the same on top [I]. */
function requireChap({ settings }: ArrayState, connection: ConnectionType, body: Body): void {
  const info = (body.import_chap_info ?? {}) as Body;
  for (const kind of ["discovery", "session"]) {
    const mode = (body[`${kind}_chap_mode`] ?? "Disabled") as ChapMode;
    if (mode !== "Disabled" && connection !== "iSCSI") throw unfit(`${kind}_chap_mode does not go with ${connection}`);
    if (settings.chapSecrets === "optional") continue;
    for (const side of sidesOf(mode)) {
      const missing = [`${side}_${kind}_username`, `${side}_${kind}_password`].find((name) => !has(info, name));
      if (missing !== undefined) throw unfit(`${kind}_chap_mode ${mode} needs import_chap_info.${missing}`);
    }
  }
}

function sidesOf(mode: ChapMode): readonly string[] {
  if (mode === "Disabled") return [];
  return mode === "Single" ? ["target"] : ["target", "initiator"];
}
