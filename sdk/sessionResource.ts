import * as pulumi from "@pulumi/pulumi";
import type { ImportSessionOutputs } from "../provider/lifecycle/importSession/inputs/outputs";
import type { ConsistencyGroupMember, Window } from "./importSessionArgs";

/**
 * The engine fills only properties that it is told of when the resource is made, whether the program gives a value or not. Each costs the
 * program about 0.3 ms, which is why inputs without a default are left out where the program leaves them out, see `unset`.
 */
const filled = {
  remoteSystemId: undefined,
  sourceResourceId: undefined,
  name: undefined,
  type: undefined,
  automaticCutover: undefined,
  paused: undefined,
  waitFor: undefined,
  forceCancel: undefined,
  hostsOnSource: undefined,
  state: undefined,
  progressPercentage: undefined,
  estimatedCompletionTimestamp: undefined,
  averageTransferRate: undefined,
  currentTransferRate: undefined,
  destinationResourceId: undefined,
  destinationResourceType: undefined,
  parentSessionId: undefined,
  lastUpdateTimestamp: undefined,
  error: undefined,
  clusterId: undefined,
  claimed: undefined,
} as const;

/** What windows hold back: of a session without any there is nothing to be told. */
const byWindows = { holdReason: undefined, nextChangeAt: undefined } as const;
const windowLists = ["startWindows", "copyWindows", "cutoverWindows"] as const;

/** Inputs without a default: what the program does not give has no value. Of a session that is only looked up the stack knows better. */
const unset = {
  array: undefined,
  description: undefined,
  hostIds: undefined,
  hostGroupIds: undefined,
  consistencyGroupMembers: undefined,
  volumeGroupId: undefined,
  protectionPolicyId: undefined,
  globalStorageDiscoveryAddress: undefined,
  scheduledTimestamp: undefined,
  advanceTo: undefined,
  adoptSessionId: undefined,
  timeZone: undefined,
  startWindows: undefined,
  copyWindows: undefined,
  cutoverWindows: undefined,
  ...byWindows,
  pendingRequests: undefined,
} as const satisfies Record<Exclude<keyof ImportSessionOutputs, keyof typeof filled>, undefined>;

/** What the resource classes of both surfaces show: the inputs as the stack recorded them, and what was last seen on the array. */
export abstract class SessionResource extends pulumi.CustomResource {
  /** The array to import from, as the program gives it: an id, or `name:<name>`. */
  declare readonly remoteSystemId: pulumi.Output<string>;
  /** Id of the source volume, LUN, storage group or consistency group. */
  declare readonly sourceResourceId: pulumi.Output<string>;
  /**
   * Name of the session on the array.
   * @default the resource's name and 8 hexadecimal digits, the same on every run
   */
  declare readonly name: pulumi.Output<string>;
  /**
   * Free text.
   * @default none
   */
  declare readonly description: pulumi.Output<string | undefined>;
  /**
   * Whether hosts keep running on the source through a host agent, or are moved by hand.
   * @default "Non_Disruptive"
   */
  declare readonly type: pulumi.Output<"Non_Disruptive" | "Agentless">;
  /**
   * Hosts that get the destination of an agentless import; recorded, the array does not show them.
   * @default none
   */
  declare readonly hostIds: pulumi.Output<string[] | undefined>;
  /**
   * Host groups that get the destination of an agentless import; recorded, the array does not show them.
   * @default none
   */
  declare readonly hostGroupIds: pulumi.Output<string[] | undefined>;
  /**
   * Which hosts use which member volume of an agentless group; recorded, the array does not show them.
   * @default none
   */
  declare readonly consistencyGroupMembers: pulumi.Output<pulumi.Unwrap<ConsistencyGroupMember>[] | undefined>;
  /**
   * Volume group that the destination joins: an id, or `name:<name>`.
   * @default none
   */
  declare readonly volumeGroupId: pulumi.Output<string | undefined>;
  /**
   * Protection policy of the destination: an id, or `name:<name>`.
   * @default none
   */
  declare readonly protectionPolicyId: pulumi.Output<string | undefined>;
  /**
   * Discovery address of this cluster that hosts use: IPv4 or FQDN.
   * @default none
   */
  declare readonly globalStorageDiscoveryAddress: pulumi.Output<string | undefined>;
  /**
   * Whether the array cuts over by itself as soon as the copy is done.
   * @default false
   */
  declare readonly automaticCutover: pulumi.Output<boolean>;
  /**
   * When the import starts: ISO 8601 with a zone, in the program's spelling.
   * @default at once
   */
  declare readonly scheduledTimestamp: pulumi.Output<string | undefined>;
  /**
   * Whether the copy is wanted to stand still; after a refresh, whether it does.
   * @default false
   */
  declare readonly paused: pulumi.Output<boolean>;
  /**
   * Which manual gate may be passed, by the state behind it.
   * @default none
   */
  declare readonly advanceTo: pulumi.Output<
    "Ready_To_Start_Copy" | "Ready_For_Cutover" | "Import_Completed" | undefined
  >;
  /**
   * How far an update of the stack waits.
   * @default "Started"
   */
  declare readonly waitFor: pulumi.Output<"None" | "Started" | "Ready_For_Cutover" | "Import_Completed">;
  /**
   * Whether deleting cancels without rolling back when the source or the hosts do not answer.
   * @default false
   */
  declare readonly forceCancel: pulumi.Output<boolean>;
  /**
   * Whether an agentless session's hosts are confirmed to be shut down or to use the source again.
   * @default false
   */
  declare readonly hostsOnSource: pulumi.Output<boolean>;
  /**
   * The session that was taken over instead of creating one: an id, or `name:<name>`.
   * @default none
   */
  declare readonly adoptSessionId: pulumi.Output<string | undefined>;
  /**
   * IANA name of the time zone of all windows that name none themselves.
   * @default none
   */
  declare readonly timeZone: pulumi.Output<string | undefined>;
  /**
   * When the import may start.
   * @default at any time
   */
  declare readonly startWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /**
   * When the background copy runs.
   * @default at any time
   */
  declare readonly copyWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /**
   * When a cut-over that `advanceTo` asks for may begin.
   * @default at any time
   */
  declare readonly cutoverWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /** What windows hold back, and until when, as of the last update or refresh; not set where they hold nothing. */
  declare readonly holdReason: pulumi.Output<string | undefined>;
  /** ISO 8601: when windows next change what is to be with the session, so that an update has something to do. */
  declare readonly nextChangeAt: pulumi.Output<string | undefined>;
  /** State in the array's own words, such as `Copy_In_Progress`, as last seen by an update or a refresh. */
  declare readonly state: pulumi.Output<string>;
  /** 0..100; not set before the copy and after the cut-over. */
  declare readonly progressPercentage: pulumi.Output<number | undefined>;
  /** ISO 8601; set while copying. */
  declare readonly estimatedCompletionTimestamp: pulumi.Output<string | undefined>;
  /** Bytes per second since the copy began; set while copying. */
  declare readonly averageTransferRate: pulumi.Output<number | undefined>;
  /** Bytes per second now; set while copying. */
  declare readonly currentTransferRate: pulumi.Output<number | undefined>;
  /** Id of the volume or volume group on PowerStore; set once the import is set up. */
  declare readonly destinationResourceId: pulumi.Output<string | undefined>;
  /** Whether `destinationResourceId` is a volume or a volume group. */
  declare readonly destinationResourceType: pulumi.Output<"volume" | "volume_group" | undefined>;
  /** Id of the group's session if this is one of its members. */
  declare readonly parentSessionId: pulumi.Output<string | undefined>;
  /** ISO 8601; when the array last changed the session. */
  declare readonly lastUpdateTimestamp: pulumi.Output<string | undefined>;
  /** What the array says went wrong: its code, such as `0xE0...`, and its own words. */
  declare readonly error: pulumi.Output<{ code?: string; message?: string } | undefined>;
  /** `global_id` of the PowerStore cluster that holds the session. */
  declare readonly clusterId: pulumi.Output<string>;
  /**
   * True where the session was found by its generated name and taken over. Without a namespace it may be another stack's, and is not cancelled before
   * `adoptSessionId` confirms that it is not.
   */
  declare readonly claimed: pulumi.Output<boolean | undefined>;
  /**
   * Requests of earlier runs that the array has not carried out yet, for a second person has to approve them. The state has them, and `get` shows them; in a
   * program that makes the session they have no value.
   */
  declare readonly pendingRequests: pulumi.Output<
    { action: string; jobId: string; scheduledTimestamp?: string }[] | undefined
  >;

  /**
   * A source can be in one session only, so a replacement always deletes first. Diff says so, too, but `pulumi up --replace` asks no diff:
   * without this option the engine would create (and find the running session by its name), then cancel that very session.
   */
  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    const hasWindows = windowLists.some((list) => inputs[list] !== undefined);
    const properties = opts?.id === undefined ? { ...filled, ...(hasWindows && byWindows) } : { ...filled, ...unset };
    super(type, name, { ...properties, ...inputs }, { ...opts, deleteBeforeReplace: true });
  }
}

for (const name of Object.keys(unset)) {
  Object.defineProperty(SessionResource.prototype, name, {
    get: () => pulumi.output(undefined),
    // Pulumi assigns what the engine was told of.
    set(value: unknown) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
  });
}
