import * as pulumi from "@pulumi/pulumi";
import type { ImportSessionArgs } from "./importSessionArgs";

export const TYPE = "pulumi-nodejs:dynamic/powerstore-import:ImportSession";

/**
 * The dynamic provider as Pulumi stores it in the state, twice per resource. A constant, written by hand: nothing is captured, no secret can
 * get into it, and a stack made by one version is always run by the version that is installed (docs/decisions/002).
 */
export const PROVIDER =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-powerstore-import/dynamic").provider';

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
 * An import of one external volume into a PowerStore array. Creating it starts the import, `paused` pauses and resumes its copy,
 * `advanceTo` cuts over, deleting it cancels (or, once completed, only removes the session's record; the new volume stays).
 *
 * The array is configured by `powerstore-import:endpoint`, `username`, `password` (secret) and `caFile`, or by POWERSTORE_ENDPOINT,
 * POWERSTORE_USERNAME, POWERSTORE_PASSWORD and POWERSTORE_CA_FILE.
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
  /** Id of the volume (or volume group) on PowerStore; set once the import is set up. */
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

  /** @param opts `customTimeouts` (create, update, delete) bound how long a run waits; see `waitFor`. */
  constructor(name: string, args: ImportSessionArgs, opts?: pulumi.CustomResourceOptions) {
    const seeds = Object.fromEntries(outputNames.map((output) => [output, undefined]));
    super(TYPE, name, { ...seeds, ...args, ...hiddenInputs(name, opts) }, opts);
  }

  /** An existing session, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportSession {
    return new ImportSession(name, {} as ImportSessionArgs, { ...opts, id });
  }
}

/** What the host of dynamic providers does not pass on: where messages go, and how long to wait. */
function hiddenInputs(name: string, opts: pulumi.CustomResourceOptions | undefined) {
  return {
    __provider: PROVIDER,
    __urn: pulumi.createUrn(name, TYPE, opts?.parent),
    __timeouts: opts?.customTimeouts,
  };
}
