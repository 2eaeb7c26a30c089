import * as z from "zod";
import { number, text, texts } from "./optionalValues";

const dataConnection = z
  .looseObject({ node_id: text, initiator_address: text, target_address: text, status: text })
  .transform((row) => ({
    nodeId: row.node_id,
    initiatorAddress: row.initiator_address,
    targetAddress: row.target_address,
    status: row.status,
  }));

/** `remote_system_instance`, what of it concerns a source. States, types and capabilities stay open: newer arrays know more of them. */
const wire = z.object({
  id: z.string().min(1),
  name: text,
  description: text,
  serial_number: text,
  version: text,
  management_address: text,
  management_port: number,
  type: z.string(),
  user_name: text,
  state: text,
  data_connection_type: text,
  data_connection_state: text,
  iscsi_addresses: texts,
  fc_target_wwns: texts,
  discovery_chap_mode: text,
  session_chap_mode: text,
  data_connections: z
    .array(dataConnection)
    .nullish()
    .transform((value) => value ?? []),
  capabilities: texts,
  file_connection_address: text,
  file_connection_state: text,
  vnx_file_username: text,
  unity_file_details: z
    .looseObject({ service_account_username: text })
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
  .object({ id: z.string().min(1), name: text, state: z.string().catch("not told"), parent_session_id: text })
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
