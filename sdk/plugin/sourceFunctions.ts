// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import { query } from "./functions";

export interface RemoteSystemSummary {
  /** What ImportSession takes as remoteSystemId. */
  readonly id: string;
  /** Name of the remote system. */
  readonly name?: string;
  /** Free text. */
  readonly description?: string;
  /** Kind of array: Unity, PowerMax_VMAX, ..., also PowerStore and PowerProtect_DD. */
  readonly type: string;
  /** Whether imports can come from such an array at all. */
  readonly isSource: boolean;
  /** Where PowerStore manages it. */
  readonly managementAddress?: string;
  /** Its administrator as PowerStore knows it. */
  readonly username?: string;
  /** State of the relationship, in the array's own words. */
  readonly state?: string;
  /** iSCSI, FC, TCP or DD_Boost. */
  readonly dataConnectionType?: string;
  /** State of the data connections, in the array's own words. */
  readonly dataConnectionState?: string;
  /** State of the connection for files, where there is one. */
  readonly fileConnectionState?: string;
  /** iSCSI targets of the source. */
  readonly iscsiAddresses?: readonly string[];
  /** Serial number of the source. */
  readonly serialNumber?: string;
  /** Version of its software. */
  readonly version?: string;
  /** What the two arrays can do together. */
  readonly capabilities?: readonly string[];
}

export interface HostSummary {
  /** What ImportSession takes among hostIds. */
  readonly id: string;
  /** Name of the host. */
  readonly name?: string;
  /** Free text. */
  readonly description?: string;
  /** Operating system, in the array's own words. */
  readonly osType?: string;
  /** The group that it is in, if any. */
  readonly hostGroupId?: string;
  /** The agent that belongs to it, if any: for Non_Disruptive imports. */
  readonly importHostSystemId?: string;
  /** How it reaches this and other arrays, such as Local_Only. */
  readonly hostConnectivity?: string;
  /** What it logs in with. */
  readonly initiators?: readonly HostInitiator[];
}

export interface ImportHostVolume {
  /** Id of the volume as this host sees it. */
  readonly id: string;
  /** The ImportHostSystem that sees it. */
  readonly importHostSystemId?: string;
  /** Its name on the host. */
  readonly name?: string;
  /** Kind of the array it is on: SC, PS, VNX, Unity, Unknown. */
  readonly arrayType?: string;
  /** Which array it is on. */
  readonly arrayIdentifier?: string;
  /** Size in bytes. */
  readonly sizeBytes?: number;
  /** Online, Offline or Unknown. */
  readonly status?: string;
  /** Whether an import of it is under way. */
  readonly isMigrating?: boolean;
  /** Where the host's reads and writes go now: None, Source, Destination. */
  readonly activePath?: string;
  /** Whether the host's reads and writes still go to the source. */
  readonly usesSource: boolean;
  /** How the host reaches it. */
  readonly protocols?: readonly string[];
  /** Where it is mounted. */
  readonly mountPaths?: readonly string[];
  /** How the latest import of it ended, such as Import_Completed. */
  readonly importState?: string;
  /** Its NAA id, which both arrays show. */
  readonly naaId?: string;
  /** When the agent last told of it, ISO 8601. */
  readonly lastUpdateTime?: string;
}

export interface HostInitiator {
  /** IQN, WWN or NQN. */
  readonly portName?: string;
  /** iSCSI, FC, NVMe or NVMe_vVol. */
  readonly portType?: string;
}

export interface GetRemoteSystemsArgs {
  /** Only those of this type, such as Unity. */
  type?: string;
  /** Only the one of this name; case does not matter. */
  name?: string;
  /**
   * Whether to leave out what nothing is imported from: all but Unity, VNX, Storage_Center, PS_Equallogic, XtremIO, NetApp, PowerMax_VMAX, Universal.
   * @default false
   */
  onlySources?: boolean;
}

export interface GetRemoteSystemsResult {
  /** The remote systems found. */
  readonly remoteSystems: readonly RemoteSystemSummary[];
}

const getRemoteSystemsQuery = query<GetRemoteSystemsArgs, GetRemoteSystemsResult>("getRemoteSystems");
/** The remote systems of the array, in the order of their ids: what imports come from, and what it replicates to. No secret is among it. */
export const getRemoteSystems = getRemoteSystemsQuery.plain;
export const getRemoteSystemsOutput = getRemoteSystemsQuery.output;

export interface GetHostsArgs {
  /** Only the one of this name; case does not matter. */
  name?: string;
  /** Only the one with this IQN, WWN or NQN. */
  initiator?: string;
  /** Only those of this ImportHostSystem. */
  importHostSystemId?: string;
}

export interface GetHostsResult {
  /** The hosts found. */
  readonly hosts: readonly HostSummary[];
}

const getHostsQuery = query<GetHostsArgs, GetHostsResult>("getHosts");
/** The hosts of the array, in the order of their ids. A host with FC and iSCSI whose agent was added shows up as two. */
export const getHosts = getHostsQuery.plain;
export const getHostsOutput = getHostsQuery.output;

export interface GetImportHostVolumesArgs {
  /** Only those of this ImportHostSystem. */
  importHostSystemId?: string;
  /** Only the one with this NAA id; case does not matter. */
  naaId?: string;
  /**
   * Whether to show only those whose host still uses the source.
   * @default false
   */
  onlyOnSource?: boolean;
}

export interface GetImportHostVolumesResult {
  /** The volumes, in the order of their ids. */
  readonly volumes: readonly ImportHostVolume[];
}

const getImportHostVolumesQuery = query<GetImportHostVolumesArgs, GetImportHostVolumesResult>("getImportHostVolumes");
/** The volumes that hosts with an agent see, and whether each host still uses the source: what to look at before and after a cut-over. */
export const getImportHostVolumes = getImportHostVolumesQuery.plain;
export const getImportHostVolumesOutput = getImportHostVolumesQuery.output;
