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

/** What of a body must not show in any message. */
export function secretsIn(body: RemoteSystemChange & { readonly importChapInfo?: ChapInfo }): readonly string[] {
  const { password, vnxFilePassword, unityServiceAccountPassword, importChapInfo: chap } = body;
  return [
    password,
    vnxFilePassword,
    unityServiceAccountPassword,
    chap?.targetSessionPassword,
    chap?.targetDiscoveryPassword,
    chap?.initiatorSessionPassword,
    chap?.initiatorDiscoveryPassword,
  ].filter((secret) => secret !== undefined);
}
