import * as pulumi from "@pulumi/pulumi";

/** An import session as the array shows it. */
export interface SessionSummary {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly remoteSystemId: string;
  readonly sourceResourceId: string;
  readonly automaticCutover?: boolean;
  /** ISO 8601. */
  readonly scheduledTimestamp?: string;
  /** In the array's own words, such as `Copy_In_Progress`. */
  readonly state: string;
  /** 0 to 100. */
  readonly progressPercentage?: number;
  /** ISO 8601. */
  readonly estimatedCompletionTimestamp?: string;
  /** Bytes per second. */
  readonly averageTransferRate?: number;
  /** Bytes per second. */
  readonly currentTransferRate?: number;
  readonly destinationResourceId?: string;
  readonly destinationResourceType?: "volume" | "volume_group";
  readonly parentSessionId?: string;
  /** ISO 8601. */
  readonly lastUpdateTimestamp?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** A group on a source array that PowerStore has discovered. */
export interface ImportableGroup {
  /** What `ImportSession` takes as `sourceResourceId`. */
  readonly id: string;
  readonly name?: string;
  /** Type of the source array, such as `Unity`. */
  readonly sourceType: string;
  /** In the array's own words, such as `Ready` or `Host_Not_Added`. */
  readonly importableCriteria: string;
  readonly isImportable: boolean;
  /** Why not, in words. */
  readonly reason?: string;
}

/** A volume on a source array that PowerStore has discovered. */
export interface ImportableVolume extends ImportableGroup {
  readonly sizeBytes?: number;
  readonly wwn?: string;
}

export interface GetImportSessionArgs {
  /** Id of the session, or `name:<name>`. */
  id: string;
}

export interface GetImportSessionsArgs {
  /** Only sessions in this state, such as `Copy_In_Progress`. */
  state?: string;
  /** Only sessions that import from this remote system: id or `name:<name>`. */
  remoteSystemId?: string;
  /** Only sessions of this source. */
  sourceResourceId?: string;
}

export interface GetImportablesArgs {
  /** Only sources on this remote system: id or `name:<name>`. */
  remoteSystemId?: string;
  /** Only those with this name on the source; case does not matter. */
  name?: string;
  /**
   * Whether to leave out what cannot be imported now.
   * @default false
   */
  onlyImportable?: boolean;
}

type Inputs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** One function of the plugin in its two forms: on plain arguments, and on outputs of other resources. */
export function query<Args extends object, Result>(name: string) {
  const token = `powerstore-import:index:${name}`;
  return {
    plain: (args: Args, opts?: pulumi.InvokeOptions): Promise<Result> =>
      pulumi.runtime.invoke(token, { ...args }, opts ?? {}),
    output: (args: Inputs<Args>, opts?: pulumi.InvokeOutputOptions): pulumi.Output<Result> =>
      pulumi.runtime.invokeOutput<Result>(token, { ...args }, opts ?? {}),
  };
}

const session = query<GetImportSessionArgs, SessionSummary & { readonly clusterId: string }>("getImportSession");
const sessions = query<GetImportSessionsArgs, { readonly sessions: readonly SessionSummary[] }>("getImportSessions");
const volumes = query<GetImportablesArgs, { readonly volumes: readonly ImportableVolume[] }>("getImportableVolumes");
const groups = query<GetImportablesArgs, { readonly groups: readonly ImportableGroup[] }>("getImportableGroups");

/** One import session of the array, whoever made it; an error if there is none. */
export const getImportSession = session.plain;
export const getImportSessionOutput = session.output;
/** The import sessions of the array, members of groups included. */
export const getImportSessions = sessions.plain;
export const getImportSessionsOutput = sessions.output;
/** The volumes on source arrays, and whether each can be imported. */
export const getImportableVolumes = volumes.plain;
export const getImportableVolumesOutput = volumes.output;
/** The consistency and storage groups on source arrays, and whether each can be imported as one. */
export const getImportableGroups = groups.plain;
export const getImportableGroupsOutput = groups.output;
