// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";

/** Inputs of a RemoteSystem. "Id or name" means an id, or `name:` followed by the object's name. */
export interface RemoteSystemArgs {
  /** What kind of array the source is. */
  type: pulumi.Input<
    "Unity" | "VNX" | "Storage_Center" | "PS_Equallogic" | "XtremIO" | "NetApp" | "PowerMax_VMAX" | "Universal"
  >;
  /** Name of the remote system, unique on the cluster. Generated from the resource's name if not given. */
  name?: pulumi.Input<string | undefined>;
  /** Free text, at most 256 characters. */
  description?: pulumi.Input<string | undefined>;
  /** Management address of the source: IPv4 or FQDN. Required but for a VNX of which only files are imported. */
  managementAddress?: pulumi.Input<string | undefined>;
  /** PowerMax_VMAX only: port of its Unisphere. 5443 if not given. */
  managementPort?: pulumi.Input<number | undefined>;
  /** Administrator of the source. Required but for Universal. */
  username?: pulumi.Input<string | undefined>;
  /** Password of that administrator. Never shown, never recorded in clear. */
  password?: pulumi.Input<string | undefined>;
  /** PEM chain of the source's management, its own certificate first: the array is made to trust it for managementAddress. Nothing takes that back. */
  certificate?: pulumi.Input<string | undefined>;
  /** How PowerStore reaches the data. By default iSCSI where iscsiAddresses are given, FC where the type has nothing else. */
  dataConnectionType?: pulumi.Input<"iSCSI" | "FC" | undefined>;
  /** iSCSI only: IPv4 addresses of the source's targets. A set: their order means nothing. */
  iscsiAddresses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Universal over FC only: the ports to log in to. The array never shows them again. */
  fcTargets?: pulumi.Input<pulumi.Input<FcTarget>[] | undefined>;
  /**
   * CHAP when discovering targets: none, PowerStore proves itself (Single), or both sides do (Mutual). iSCSI only.
   * @default "Disabled"
   */
  discoveryChapMode?: pulumi.Input<"Disabled" | "Single" | "Mutual" | undefined>;
  /**
   * CHAP when logging in to targets: none, PowerStore proves itself (Single), or both sides do (Mutual). iSCSI only.
   * @default "Disabled"
   */
  sessionChapMode?: pulumi.Input<"Disabled" | "Single" | "Mutual" | undefined>;
  /** Names and secrets of CHAP. The array shows none of them again; another value replaces the remote system. */
  importChapInfo?: pulumi.Input<ImportChapInfo | undefined>;
  /** VNX only: address of its control station, to import files. */
  fileConnectionAddress?: pulumi.Input<string | undefined>;
  /** VNX only: NAS administrator, to import files. */
  vnxFileUsername?: pulumi.Input<string | undefined>;
  /** VNX only: password of that NAS administrator. */
  vnxFilePassword?: pulumi.Input<string | undefined>;
  /** Unity only: service account, to import files. */
  unityServiceAccountUsername?: pulumi.Input<string | undefined>;
  /** Unity only: password of that service account. */
  unityServiceAccountPassword?: pulumi.Input<string | undefined>;
  /**
   * Whether a create, and a change of address or account, looks for what is on the source, and waits for that.
   * @default true
   */
  discover?: pulumi.Input<boolean | undefined>;
  /** Any text. Another one than in the last run looks for what is on the source anew. */
  discoveryTrigger?: pulumi.Input<string | undefined>;
  /** Universal only: names for its volumes, which have none until somebody gives them one: by the WWN of the volume. A name is never taken away again. */
  universalVolumeNames?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>;
  /**
   * Whether an update of the stack waits for the data connections.
   * @default "Connected"
   */
  waitFor?: pulumi.Input<"None" | "Connected" | undefined>;
  /** An existing remote system to take over instead of creating one: an id, or name:<name>. */
  adoptRemoteSystemId?: pulumi.Input<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  array?: pulumi.Input<string | undefined>;
}

/** A port of the source array that PowerStore logs in to by Fibre Channel. */
export interface FcTarget {
  /** World wide name of the node. */
  wwnn: pulumi.Input<string>;
  /** World wide name of the port. */
  wwpn: pulumi.Input<string>;
}

/** Names and secrets of CHAP. The array shows none of them again; another value replaces the remote system. */
export interface ImportChapInfo {
  /** Session CHAP: name under which PowerStore proves itself to the source. */
  targetSessionUsername?: pulumi.Input<string | undefined>;
  /** Session CHAP: the secret that goes with it. */
  targetSessionPassword?: pulumi.Input<string | undefined>;
  /** Discovery CHAP: name under which PowerStore proves itself to the source. */
  targetDiscoveryUsername?: pulumi.Input<string | undefined>;
  /** Discovery CHAP: the secret that goes with it. */
  targetDiscoveryPassword?: pulumi.Input<string | undefined>;
  /** Mutual session CHAP: name under which the source proves itself. */
  initiatorSessionUsername?: pulumi.Input<string | undefined>;
  /** Mutual session CHAP: the secret that goes with it. */
  initiatorSessionPassword?: pulumi.Input<string | undefined>;
  /** Mutual discovery CHAP: name under which the source proves itself. */
  initiatorDiscoveryUsername?: pulumi.Input<string | undefined>;
  /** Mutual discovery CHAP: the secret that goes with it. */
  initiatorDiscoveryPassword?: pulumi.Input<string | undefined>;
}

export interface DataConnection {
  /** Node of PowerStore. */
  nodeId?: pulumi.Input<string | undefined>;
  /** Address on PowerStore. */
  initiatorAddress?: pulumi.Input<string | undefined>;
  /** Address on the source. */
  targetAddress?: pulumi.Input<string | undefined>;
  /** In the array's own words, such as Login_Success. */
  status?: pulumi.Input<string | undefined>;
}

/** Filled in by the engine, which fills only what it is told of when the resource is made. */
const shown = {
  type: undefined,
  name: undefined,
  description: undefined,
  managementAddress: undefined,
  managementPort: undefined,
  username: undefined,
  certificate: undefined,
  dataConnectionType: undefined,
  iscsiAddresses: undefined,
  fcTargets: undefined,
  discoveryChapMode: undefined,
  sessionChapMode: undefined,
  fileConnectionAddress: undefined,
  vnxFileUsername: undefined,
  unityServiceAccountUsername: undefined,
  discover: undefined,
  discoveryTrigger: undefined,
  universalVolumeNames: undefined,
  waitFor: undefined,
  adoptRemoteSystemId: undefined,
  array: undefined,
  state: undefined,
  dataConnectionState: undefined,
  fileConnectionState: undefined,
  dataConnections: undefined,
  serialNumber: undefined,
  version: undefined,
  capabilities: undefined,
  fcTargetWwns: undefined,
  connectedAt: undefined,
  discoveredAt: undefined,
  secretFingerprints: undefined,
  clusterId: undefined,
  claimed: undefined,
} as const;

/** What the classes of both surfaces show. */
export abstract class RemoteSystemResource extends pulumi.CustomResource {
  /** What kind of array the source is. */
  declare readonly type: pulumi.Output<
    "Unity" | "VNX" | "Storage_Center" | "PS_Equallogic" | "XtremIO" | "NetApp" | "PowerMax_VMAX" | "Universal"
  >;
  /** Name of the remote system, unique on the cluster. Generated from the resource's name if not given. */
  declare readonly name: pulumi.Output<string>;
  /** Free text, at most 256 characters. */
  declare readonly description: pulumi.Output<string | undefined>;
  /** Management address of the source: IPv4 or FQDN. Required but for a VNX of which only files are imported. */
  declare readonly managementAddress: pulumi.Output<string | undefined>;
  /** PowerMax_VMAX only: port of its Unisphere. 5443 if not given. */
  declare readonly managementPort: pulumi.Output<number | undefined>;
  /** Administrator of the source. Required but for Universal. */
  declare readonly username: pulumi.Output<string | undefined>;
  /** PEM chain of the source's management, its own certificate first: the array is made to trust it for managementAddress. Nothing takes that back. */
  declare readonly certificate: pulumi.Output<string | undefined>;
  /** How PowerStore reaches the data. By default iSCSI where iscsiAddresses are given, FC where the type has nothing else. */
  declare readonly dataConnectionType: pulumi.Output<"iSCSI" | "FC" | undefined>;
  /** iSCSI only: IPv4 addresses of the source's targets. A set: their order means nothing. */
  declare readonly iscsiAddresses: pulumi.Output<string[] | undefined>;
  /** Universal over FC only: the ports to log in to. The array never shows them again. */
  declare readonly fcTargets: pulumi.Output<pulumi.Unwrap<FcTarget>[] | undefined>;
  /**
   * CHAP when discovering targets: none, PowerStore proves itself (Single), or both sides do (Mutual). iSCSI only.
   * @default "Disabled"
   */
  declare readonly discoveryChapMode: pulumi.Output<"Disabled" | "Single" | "Mutual">;
  /**
   * CHAP when logging in to targets: none, PowerStore proves itself (Single), or both sides do (Mutual). iSCSI only.
   * @default "Disabled"
   */
  declare readonly sessionChapMode: pulumi.Output<"Disabled" | "Single" | "Mutual">;
  /** VNX only: address of its control station, to import files. */
  declare readonly fileConnectionAddress: pulumi.Output<string | undefined>;
  /** VNX only: NAS administrator, to import files. */
  declare readonly vnxFileUsername: pulumi.Output<string | undefined>;
  /** Unity only: service account, to import files. */
  declare readonly unityServiceAccountUsername: pulumi.Output<string | undefined>;
  /**
   * Whether a create, and a change of address or account, looks for what is on the source, and waits for that.
   * @default true
   */
  declare readonly discover: pulumi.Output<boolean>;
  /** Any text. Another one than in the last run looks for what is on the source anew. */
  declare readonly discoveryTrigger: pulumi.Output<string | undefined>;
  /** Universal only: names for its volumes, which have none until somebody gives them one: by the WWN of the volume. A name is never taken away again. */
  declare readonly universalVolumeNames: pulumi.Output<{ [name: string]: string } | undefined>;
  /**
   * Whether an update of the stack waits for the data connections.
   * @default "Connected"
   */
  declare readonly waitFor: pulumi.Output<"None" | "Connected">;
  /** An existing remote system to take over instead of creating one: an id, or name:<name>. */
  declare readonly adoptRemoteSystemId: pulumi.Output<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  declare readonly array: pulumi.Output<string | undefined>;
  /** State of the relationship, such as OK or Management_Connection_Lost. */
  declare readonly state: pulumi.Output<string | undefined>;
  /** State of the data connections, such as OK or Initializing. */
  declare readonly dataConnectionState: pulumi.Output<string | undefined>;
  /** State of the connection for files, where there is one. */
  declare readonly fileConnectionState: pulumi.Output<string | undefined>;
  /** Each connection between a node and a target. */
  declare readonly dataConnections: pulumi.Output<pulumi.Unwrap<DataConnection>[] | undefined>;
  /** Serial number of the source: proves which box it is. */
  declare readonly serialNumber: pulumi.Output<string | undefined>;
  /** Version of the source's software. */
  declare readonly version: pulumi.Output<string | undefined>;
  /** What the two arrays can do together, such as Block_Agentless_Import. */
  declare readonly capabilities: pulumi.Output<string[] | undefined>;
  /** WWNs of the source that PowerStore has found by itself. */
  declare readonly fcTargetWwns: pulumi.Output<string[] | undefined>;
  /** When the data connections were first seen to be there, ISO 8601. */
  declare readonly connectedAt: pulumi.Output<string | undefined>;
  /** When it was last looked for what is on the source, ISO 8601. */
  declare readonly discoveredAt: pulumi.Output<string | undefined>;
  /** Salted hashes of the secrets that were sent, to see whether the program gives another one. */
  declare readonly secretFingerprints: pulumi.Output<{ [name: string]: string } | undefined>;
  /** global_id of the PowerStore cluster. */
  declare readonly clusterId: pulumi.Output<string>;
  /** True where it was found by its generated name and may be another stack's of the same project and stack name. */
  declare readonly claimed: pulumi.Output<boolean | undefined>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    const secrets = {
      password: inputs.password && pulumi.secret(inputs.password),
      importChapInfo: inputs.importChapInfo && pulumi.secret(inputs.importChapInfo),
      vnxFilePassword: inputs.vnxFilePassword && pulumi.secret(inputs.vnxFilePassword),
      unityServiceAccountPassword:
        inputs.unityServiceAccountPassword && pulumi.secret(inputs.unityServiceAccountPassword),
    };
    const additionalSecretOutputs = [...(opts?.additionalSecretOutputs ?? []), "secretFingerprints"];
    super(
      type,
      name,
      { ...shown, ...inputs, ...secrets },
      { ...opts, deleteBeforeReplace: true, additionalSecretOutputs },
    );
  }
}

/** A source array that PowerStore imports from. Creating it makes the remote system, waits for its data connections and finds what is on it; deleting it is refused while imports use it. */
export class RemoteSystem extends RemoteSystemResource {
  /** @param opts `customTimeouts` (create, read, update, delete) bound how long a run waits. */
  constructor(name: string, args: RemoteSystemArgs, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("RemoteSystem", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RemoteSystem {
    return new RemoteSystem(name, {} as RemoteSystemArgs, { ...opts, id });
  }
}
