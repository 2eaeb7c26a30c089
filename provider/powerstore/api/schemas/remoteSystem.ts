import * as z from "zod";
import { optionalNumber, optionalText, textList } from "./optionalValues";

const dataConnection = z
  .looseObject({
    node_id: optionalText,
    initiator_address: optionalText,
    target_address: optionalText,
    status: optionalText,
  })
  .transform((row) => ({
    nodeId: row.node_id,
    initiatorAddress: row.initiator_address,
    targetAddress: row.target_address,
    status: row.status,
  }));

/** `remote_system_instance`, what of it concerns a source. States, types and capabilities stay open: newer arrays know more of them. */
const wire = z.object({
  id: z.string().min(1),
  name: optionalText,
  description: optionalText,
  serial_number: optionalText,
  version: optionalText,
  management_address: optionalText,
  management_port: optionalNumber,
  type: z.string(),
  user_name: optionalText,
  state: optionalText,
  data_connection_type: optionalText,
  data_connection_state: optionalText,
  iscsi_addresses: textList,
  fc_target_wwns: textList,
  discovery_chap_mode: optionalText,
  session_chap_mode: optionalText,
  data_connections: z
    .array(dataConnection)
    .nullish()
    .transform((value) => value ?? []),
  capabilities: textList,
  file_connection_address: optionalText,
  file_connection_state: optionalText,
  vnx_file_username: optionalText,
  unity_file_details: z
    .looseObject({ service_account_username: optionalText })
    .nullish()
    .transform((value) => value ?? undefined),
});

export const remoteSystemSelect = Object.keys(wire.shape).join(",");

export const sourceSystemSchema = wire.transform((row) => ({
  id: row.id,
  name: row.name,
  // "" is how a description is cleared: none.
  description: row.description || undefined,
  serialNumber: row.serial_number || undefined,
  version: row.version || undefined,
  managementAddress: row.management_address || undefined,
  managementPort: row.management_port,
  type: row.type,
  /** The array's word for what was sent as remote_username is user_name. */
  username: row.user_name || undefined,
  state: row.state,
  dataConnectionType: row.data_connection_type || undefined,
  dataConnectionState: row.data_connection_state,
  iscsiAddresses: row.iscsi_addresses,
  fcTargetWwns: row.fc_target_wwns,
  discoveryChapMode: row.discovery_chap_mode,
  sessionChapMode: row.session_chap_mode,
  dataConnections: row.data_connections,
  capabilities: row.capabilities,
  fileConnectionAddress: row.file_connection_address || undefined,
  fileConnectionState: row.file_connection_state,
  vnxFileUsername: row.vnx_file_username || undefined,
  unityServiceAccountUsername: row.unity_file_details?.service_account_username || undefined,
}));

/** A remote system as the array shows it; no secret is ever among it. */
export type RemoteSystem = z.output<typeof sourceSystemSchema>;

export const holdingSessionSchema = z
  .object({
    id: z.string().min(1),
    name: optionalText,
    state: z.string().catch("not told"),
    parent_session_id: optionalText,
  })
  .transform((row) => ({ id: row.id, name: row.name, state: row.state, parentSessionId: row.parent_session_id }));

/** A session of which only is asked what it holds. */
export type HoldingSession = z.output<typeof holdingSessionSchema>;

/** What CHAP needs, by who proves who he is to whom: `target` the source array asks PowerStore, `initiator` the other way round. */
export type ChapInfo = {
  readonly targetSessionUsername?: string | undefined;
  readonly targetSessionPassword?: string | undefined;
  readonly targetDiscoveryUsername?: string | undefined;
  readonly targetDiscoveryPassword?: string | undefined;
  readonly initiatorSessionUsername?: string | undefined;
  readonly initiatorSessionPassword?: string | undefined;
  readonly initiatorDiscoveryUsername?: string | undefined;
  readonly initiatorDiscoveryPassword?: string | undefined;
};

/** `remote_system_modify`; absent properties are not sent and stay as they are. */
export type RemoteSystemChange = {
  readonly name?: string;
  /** "" clears it. */
  readonly description?: string;
  readonly managementAddress?: string;
  readonly managementPort?: number;
  readonly username?: string;
  readonly password?: string;
  readonly fileConnectionAddress?: string;
  readonly vnxFileUsername?: string;
  readonly vnxFilePassword?: string;
  readonly unityServiceAccountUsername?: string;
  readonly unityServiceAccountPassword?: string;
};

/** `remote_system_create`. */
export type RemoteSystemCreate = RemoteSystemChange & {
  readonly type: string;
  readonly name: string;
  readonly dataConnectionType?: string;
  readonly iscsiAddresses?: readonly string[];
  readonly fcTargets?: readonly { readonly wwnn: string; readonly wwpn: string }[];
  readonly discoveryChapMode?: string;
  readonly sessionChapMode?: string;
  readonly importChapInfo?: ChapInfo;
};

export function modifyToWire(body: RemoteSystemChange): object {
  const { unityServiceAccountUsername: user, unityServiceAccountPassword: password } = body;
  return {
    name: body.name,
    description: body.description,
    management_address: body.managementAddress,
    management_port: body.managementPort,
    remote_username: body.username,
    remote_password: body.password,
    file_connection_address: body.fileConnectionAddress,
    vnx_file_username: body.vnxFileUsername,
    vnx_file_password: body.vnxFilePassword,
    unity_file_details:
      user === undefined && password === undefined
        ? undefined
        : { service_account_username: user, service_account_password: password },
  };
}

export function createToWire(body: RemoteSystemCreate): object {
  return {
    ...modifyToWire(body),
    type: body.type,
    data_connection_type: body.dataConnectionType,
    iscsi_addresses: body.iscsiAddresses,
    universal_details: body.fcTargets && { fc_targets: body.fcTargets },
    discovery_chap_mode: body.discoveryChapMode,
    session_chap_mode: body.sessionChapMode,
    import_chap_info: body.importChapInfo && chapToWire(body.importChapInfo),
  };
}

function chapToWire(chap: ChapInfo): object {
  return {
    target_session_username: chap.targetSessionUsername,
    target_session_password: chap.targetSessionPassword,
    target_discovery_username: chap.targetDiscoveryUsername,
    target_discovery_password: chap.targetDiscoveryPassword,
    initiator_session_username: chap.initiatorSessionUsername,
    initiator_session_password: chap.initiatorSessionPassword,
    initiator_discovery_username: chap.initiatorDiscoveryUsername,
    initiator_discovery_password: chap.initiatorDiscoveryPassword,
  };
}
