import * as pulumi from "@pulumi/pulumi";
import type { ImportSessionArgs } from "../importSessionArgs";

export const TYPE = "powerstore-import:index:ImportSession";

/** The type of the class in the package's root: a stack that was made with it moves here when the program imports this class. */
const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/powerstore-import:ImportSession";

/** Inputs of an ImportSession; the array is that of the resource's provider. */
export type PluginImportSessionArgs = Omit<ImportSessionArgs, "array">;

/** Outputs that are no inputs; the engine fills only properties that it is told of. */
const outputNames = [
  "state",
  "progressPercentage",
  "estimatedCompletionTimestamp",
  "averageTransferRate",
  "currentTransferRate",
  "destinationResourceId",
  "destinationResourceType",
  "parentSessionId",
  "lastUpdateTimestamp",
  "error",
  "clusterId",
] as const;

/**
 * An import of one external volume or consistency group into a PowerStore array, by the plugin `powerstore-import`. Creating it starts the
 * import, `paused` pauses and resumes its copy, `advanceTo` cuts over, deleting it cancels (or, once completed, only removes the session's
 * record; the new volume stays).
 */
export class ImportSession extends pulumi.CustomResource {
  /** Name of the session on the array. */
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly remoteSystemId: pulumi.Output<string>;
  declare readonly sourceResourceId: pulumi.Output<string>;
  declare readonly type: pulumi.Output<"Non_Disruptive" | "Agentless">;
  declare readonly automaticCutover: pulumi.Output<boolean>;
  declare readonly scheduledTimestamp: pulumi.Output<string | undefined>;
  declare readonly paused: pulumi.Output<boolean>;
  declare readonly forceCancel: pulumi.Output<boolean>;
  /** State in the array's own words, such as `Copy_In_Progress`, as last seen by an update or a refresh. */
  declare readonly state: pulumi.Output<string>;
  /** 0..100; not set before the copy and after the cut-over. */
  declare readonly progressPercentage: pulumi.Output<number | undefined>;
  /** ISO 8601; set while copying. */
  declare readonly estimatedCompletionTimestamp: pulumi.Output<string | undefined>;
  /** Bytes per second since the copy began. */
  declare readonly averageTransferRate: pulumi.Output<number | undefined>;
  /** Bytes per second now. */
  declare readonly currentTransferRate: pulumi.Output<number | undefined>;
  /** Id of the volume or volume group on PowerStore; set once the import is set up. */
  declare readonly destinationResourceId: pulumi.Output<string | undefined>;
  declare readonly destinationResourceType: pulumi.Output<"volume" | "volume_group" | undefined>;
  /** Id of the group's session if this is one of its members. */
  declare readonly parentSessionId: pulumi.Output<string | undefined>;
  /** ISO 8601. */
  declare readonly lastUpdateTimestamp: pulumi.Output<string | undefined>;
  /** What the array says went wrong. */
  declare readonly error: pulumi.Output<{ code?: string; message?: string } | undefined>;
  /** `global_id` of the PowerStore cluster. */
  declare readonly clusterId: pulumi.Output<string>;

  /**
   * @param opts `provider` names the array, `customTimeouts` (create, update, delete) bound how long a run waits, `import` takes a session over
   *   by id or `name:<name>`.
   */
  constructor(name: string, args: PluginImportSessionArgs, opts?: pulumi.CustomResourceOptions) {
    const seeds = Object.fromEntries(outputNames.map((output) => [output, undefined]));
    super(TYPE, name, { ...seeds, ...args }, pulumi.mergeOptions(opts, { aliases: [{ type: DYNAMIC_TYPE }] }));
  }

  /** An existing session, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportSession {
    return new ImportSession(name, {} as PluginImportSessionArgs, { ...opts, id });
  }
}
