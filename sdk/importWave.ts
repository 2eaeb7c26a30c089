// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";

/** Inputs of a ImportWave. "Id or name" means an id, or `name:` followed by the object's name. */
export interface ImportWaveArgs {
  /** The array to import from: an id, or name:<name> of its remote_system. */
  remoteSystemId?: pulumi.Input<string | undefined>;
  /** Free text, at most 128 characters. */
  description?: pulumi.Input<string | undefined>;
  /**
   * Whether hosts keep running on the source through a host agent, or are moved by hand.
   * @default "Non_Disruptive"
   */
  type?: pulumi.Input<"Non_Disruptive" | "Agentless" | undefined>;
  /** Agentless only: hosts that get access to the destination volume. */
  hostIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Agentless only: host groups that get access to the destination volume. */
  hostGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Volume group the destination joins: an id, or name:<name>. */
  volumeGroupId?: pulumi.Input<string | undefined>;
  /** Snapshot-only protection policy of the destination: an id, or name:<name>. A replication policy makes imports fail. */
  protectionPolicyId?: pulumi.Input<string | undefined>;
  /** iSCSI discovery address of this cluster that the hosts use: IPv4 or FQDN. */
  globalStorageDiscoveryAddress?: pulumi.Input<string | undefined>;
  /**
   * True: the array cuts over by itself as soon as the copy is done.
   * @default false
   */
  automaticCutover?: pulumi.Input<boolean | undefined>;
  /** When the import starts, ISO 8601 with a zone. Starts at once if not given. */
  scheduledTimestamp?: pulumi.Input<string | undefined>;
  /**
   * Whether the background copy is to stand still.
   * @default false
   */
  paused?: pulumi.Input<boolean | undefined>;
  /** Which manual gate may be passed, by the state behind it. None if not given. */
  advanceTo?: pulumi.Input<"Ready_To_Start_Copy" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /**
   * How far an update of the stack waits for the array.
   * @default "Started"
   */
  waitFor?: pulumi.Input<"None" | "Started" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /**
   * Whether deleting cancels without rolling back when the source or the hosts do not answer.
   * @default false
   */
  forceCancel?: pulumi.Input<boolean | undefined>;
  /**
   * Confirms that an agentless session's hosts are shut down or use the source again.
   * @default false
   */
  hostsOnSource?: pulumi.Input<boolean | undefined>;
  /** IANA name of the time zone of all windows that name none themselves, such as Europe/Berlin. */
  timeZone?: pulumi.Input<string | undefined>;
  /** When imports start; outside, the array is told to start at the next opening. One window that allows is enough, none that denies may be open. At any time if not given. */
  startWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** When the background copy runs; outside it is paused by the next update. A pause does not stop the forwarding of writes. One window that allows is enough, none that denies may be open. At any time if not given. */
  copyWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** When a cut-over that is asked for may begin; a window alone never cuts over. One that has begun runs to its end. One window that allows is enough, none that denies may be open. At any time if not given. */
  cutoverWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  array?: pulumi.Input<string | undefined>;
  /** The imports, by keys that the program chooses and that stay what they are. */
  sessions: pulumi.Input<{ [name: string]: pulumi.Input<WaveMember> }>;
  /** How many imports may hold a place at once, from their start to the end of their copy; the others wait, by priority, then key. No limit if not given. */
  maxActive?: pulumi.Input<number | undefined>;
  /** More failures than this hold the wave: nothing new starts, nothing is cut over. No limit if not given. */
  maxFailures?: pulumi.Input<number | undefined>;
  /**
   * The brake: nothing new starts and nothing is cut over; what is under way goes on. Also how waves follow each other.
   * @default false
   */
  hold?: pulumi.Input<boolean | undefined>;
  /**
   * What happens to an import that is taken out of the map while it is under way: `refuse` keeps it in the wave and fails, `cancel` ends it as a delete does. `leave` takes any import that leaves the map out of the state and touches nothing on the array: to take it back, adoptSessionId.
   * @default "refuse"
   */
  onRemove?: pulumi.Input<"refuse" | "cancel" | "leave" | undefined>;
}

/** A time that comes once or again and again, in which something may be done (allow) or must not (deny). */
export interface Window {
  /** Whether the window opens or closes. Closing wins. Default: allow. */
  kind?: pulumi.Input<"allow" | "deny" | undefined>;
  /** When the window begins, by local clocks: a cron expression of five fields (`0 22 * * MON-FRI`, `0 22 * * SAT#3`), or a date and time for once (`2026-12-31T22:00`). */
  schedule: pulumi.Input<string>;
  /** How long it lasts, in elapsed time: days, hours and minutes such as `90m`, `8h`, `1h30m` or `1d`; at most `7d`. */
  duration: pulumi.Input<string>;
  /** IANA name of the schedule's time zone. Default: timeZone of the resource. */
  timeZone?: pulumi.Input<string | undefined>;
  /** Free text, at most 256 characters. */
  description?: pulumi.Input<string | undefined>;
}

/** One import of a wave: its source, and what it has otherwise than the wave says for all. */
export interface WaveMember {
  /** The array to import from: an id, or name:<name> of its remote_system. */
  remoteSystemId?: pulumi.Input<string | undefined>;
  /** Id of the volume, LUN, storage group or consistency group to import, as PowerStore lists it. */
  sourceResourceId: pulumi.Input<string>;
  /** Name of the session, unique on the cluster. Generated from the resource's name if not given. */
  name?: pulumi.Input<string | undefined>;
  /** Free text, at most 128 characters. */
  description?: pulumi.Input<string | undefined>;
  /** Whether hosts keep running on the source through a host agent, or are moved by hand. */
  type?: pulumi.Input<"Non_Disruptive" | "Agentless" | undefined>;
  /** Agentless only: hosts that get access to the destination volume. */
  hostIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Agentless only: host groups that get access to the destination volume. */
  hostGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Agentless consistency groups only: hosts for each member volume. */
  consistencyGroupMembers?: pulumi.Input<pulumi.Input<ConsistencyGroupMember>[] | undefined>;
  /** Volume group the destination joins: an id, or name:<name>. */
  volumeGroupId?: pulumi.Input<string | undefined>;
  /** Snapshot-only protection policy of the destination: an id, or name:<name>. A replication policy makes imports fail. */
  protectionPolicyId?: pulumi.Input<string | undefined>;
  /** iSCSI discovery address of this cluster that the hosts use: IPv4 or FQDN. */
  globalStorageDiscoveryAddress?: pulumi.Input<string | undefined>;
  /** True: the array cuts over by itself as soon as the copy is done. */
  automaticCutover?: pulumi.Input<boolean | undefined>;
  /** When the import starts, ISO 8601 with a zone. Starts at once if not given. */
  scheduledTimestamp?: pulumi.Input<string | undefined>;
  /** Whether the background copy is to stand still. */
  paused?: pulumi.Input<boolean | undefined>;
  /** Which manual gate may be passed, by the state behind it. None if not given. */
  advanceTo?: pulumi.Input<"Ready_To_Start_Copy" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /** How far an update of the stack waits for the array. */
  waitFor?: pulumi.Input<"None" | "Started" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /** Whether deleting cancels without rolling back when the source or the hosts do not answer. */
  forceCancel?: pulumi.Input<boolean | undefined>;
  /** Confirms that an agentless session's hosts are shut down or use the source again. */
  hostsOnSource?: pulumi.Input<boolean | undefined>;
  /** An existing session to take over instead of creating one. */
  adoptSessionId?: pulumi.Input<string | undefined>;
  /** IANA name of the time zone of all windows that name none themselves, such as Europe/Berlin. */
  timeZone?: pulumi.Input<string | undefined>;
  /** When imports start; outside, the array is told to start at the next opening. One window that allows is enough, none that denies may be open. At any time if not given. */
  startWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** When the background copy runs; outside it is paused by the next update. A pause does not stop the forwarding of writes. One window that allows is enough, none that denies may be open. At any time if not given. */
  copyWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** When a cut-over that is asked for may begin; a window alone never cuts over. One that has begun runs to its end. One window that allows is enough, none that denies may be open. At any time if not given. */
  cutoverWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /** Who starts first where not all may: the higher number; 0 if not given. Equal ones go by their keys. */
  priority?: pulumi.Input<number | undefined>;
}

/** One import of a wave as last seen. */
export interface WaveMemberStatus {
  /** Id of the session on the array; absent as long as there is none. */
  id?: pulumi.Input<string | undefined>;
  /** Its name on the array. */
  name?: pulumi.Input<string | undefined>;
  /** State in the array's own words, as last seen. */
  state?: pulumi.Input<string | undefined>;
  /** 0 to 100; set while there is something to copy. */
  progressPercentage?: pulumi.Input<number | undefined>;
  /** Size of its source in bytes, of a group that of all its volumes; absent where the array does not tell. */
  sizeBytes?: pulumi.Input<number | undefined>;
  /** Id of the new volume or volume group on PowerStore. */
  destinationResourceId?: pulumi.Input<string | undefined>;
  /** What the destination is: volume or volume_group. */
  destinationResourceType?: pulumi.Input<string | undefined>;
  /** What the array says went wrong. */
  error?: pulumi.Input<SessionError | undefined>;
  /** True where it was found by its generated name and taken over. */
  claimed?: pulumi.Input<boolean | undefined>;
  /** Why it does not go on though nothing on the array stands in its way. */
  holdReason?: pulumi.Input<string | undefined>;
  /** When windows next change what is to be with the session: then an update has something to do. ISO 8601. */
  nextChangeAt?: pulumi.Input<string | undefined>;
  /** Requests of earlier runs that the array has not carried out yet, for a second person has to approve them: none is sent twice. */
  pendingRequests?: pulumi.Input<pulumi.Input<PendingRequest>[] | undefined>;
  /** When the array starts it, as startWindows say. ISO 8601. */
  scheduledTimestamp?: pulumi.Input<string | undefined>;
  /** The inputs that it has, where they are not yet those of the program. */
  applied?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>;
  /** The session that it was to adopt, and that is over: it is imported anew, and does not look for that one again. */
  adoptedBefore?: pulumi.Input<string | undefined>;
}

/** A member of a consistency group and the hosts that use it. */
export interface ConsistencyGroupMember {
  /** WWN of the source volume. */
  volumeWwn: pulumi.Input<string>;
  /** Hosts that use this member, as ids or name:<name>. */
  hostIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Host groups that use this member, as ids or name:<name>. */
  hostGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** What the array says went wrong. */
export interface SessionError {
  /** The array's code, such as 0xE0FF0000. */
  code?: pulumi.Input<string | undefined>;
  /** The array's own words. */
  message?: pulumi.Input<string | undefined>;
}

export interface PendingRequest {
  /** What was asked for, such as cutover or cancel. */
  action: pulumi.Input<string>;
  /** The array's job for it. */
  jobId: pulumi.Input<string>;
  /** The start that it gives, if it gives one. ISO 8601. */
  scheduledTimestamp?: pulumi.Input<string | undefined>;
}

/** Filled in by the engine, which fills only what it is told of when the resource is made. */
const shown = {
  remoteSystemId: undefined,
  description: undefined,
  type: undefined,
  hostIds: undefined,
  hostGroupIds: undefined,
  volumeGroupId: undefined,
  protectionPolicyId: undefined,
  globalStorageDiscoveryAddress: undefined,
  automaticCutover: undefined,
  scheduledTimestamp: undefined,
  paused: undefined,
  advanceTo: undefined,
  waitFor: undefined,
  forceCancel: undefined,
  hostsOnSource: undefined,
  timeZone: undefined,
  startWindows: undefined,
  copyWindows: undefined,
  cutoverWindows: undefined,
  array: undefined,
  sessions: undefined,
  maxActive: undefined,
  maxFailures: undefined,
  hold: undefined,
  onRemove: undefined,
  members: undefined,
  counts: undefined,
  phase: undefined,
  progressPercentage: undefined,
  bytesCopied: undefined,
  bytesTotal: undefined,
  holdReason: undefined,
  nextChangeAt: undefined,
  lastSeenAt: undefined,
  clusterId: undefined,
} as const;

/** What the classes of both surfaces show. */
export abstract class ImportWaveResource extends pulumi.CustomResource {
  /** The array to import from: an id, or name:<name> of its remote_system. */
  declare readonly remoteSystemId: pulumi.Output<string | undefined>;
  /** Free text, at most 128 characters. */
  declare readonly description: pulumi.Output<string | undefined>;
  /**
   * Whether hosts keep running on the source through a host agent, or are moved by hand.
   * @default "Non_Disruptive"
   */
  declare readonly type: pulumi.Output<"Non_Disruptive" | "Agentless">;
  /** Agentless only: hosts that get access to the destination volume. */
  declare readonly hostIds: pulumi.Output<string[] | undefined>;
  /** Agentless only: host groups that get access to the destination volume. */
  declare readonly hostGroupIds: pulumi.Output<string[] | undefined>;
  /** Volume group the destination joins: an id, or name:<name>. */
  declare readonly volumeGroupId: pulumi.Output<string | undefined>;
  /** Snapshot-only protection policy of the destination: an id, or name:<name>. A replication policy makes imports fail. */
  declare readonly protectionPolicyId: pulumi.Output<string | undefined>;
  /** iSCSI discovery address of this cluster that the hosts use: IPv4 or FQDN. */
  declare readonly globalStorageDiscoveryAddress: pulumi.Output<string | undefined>;
  /**
   * True: the array cuts over by itself as soon as the copy is done.
   * @default false
   */
  declare readonly automaticCutover: pulumi.Output<boolean>;
  /** When the import starts, ISO 8601 with a zone. Starts at once if not given. */
  declare readonly scheduledTimestamp: pulumi.Output<string | undefined>;
  /**
   * Whether the background copy is to stand still.
   * @default false
   */
  declare readonly paused: pulumi.Output<boolean>;
  /** Which manual gate may be passed, by the state behind it. None if not given. */
  declare readonly advanceTo: pulumi.Output<
    "Ready_To_Start_Copy" | "Ready_For_Cutover" | "Import_Completed" | undefined
  >;
  /**
   * How far an update of the stack waits for the array.
   * @default "Started"
   */
  declare readonly waitFor: pulumi.Output<"None" | "Started" | "Ready_For_Cutover" | "Import_Completed">;
  /**
   * Whether deleting cancels without rolling back when the source or the hosts do not answer.
   * @default false
   */
  declare readonly forceCancel: pulumi.Output<boolean>;
  /**
   * Confirms that an agentless session's hosts are shut down or use the source again.
   * @default false
   */
  declare readonly hostsOnSource: pulumi.Output<boolean>;
  /** IANA name of the time zone of all windows that name none themselves, such as Europe/Berlin. */
  declare readonly timeZone: pulumi.Output<string | undefined>;
  /** When imports start; outside, the array is told to start at the next opening. One window that allows is enough, none that denies may be open. At any time if not given. */
  declare readonly startWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /** When the background copy runs; outside it is paused by the next update. A pause does not stop the forwarding of writes. One window that allows is enough, none that denies may be open. At any time if not given. */
  declare readonly copyWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /** When a cut-over that is asked for may begin; a window alone never cuts over. One that has begun runs to its end. One window that allows is enough, none that denies may be open. At any time if not given. */
  declare readonly cutoverWindows: pulumi.Output<pulumi.Unwrap<Window>[] | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  declare readonly array: pulumi.Output<string | undefined>;
  /** The imports, by keys that the program chooses and that stay what they are. */
  declare readonly sessions: pulumi.Output<{ [name: string]: pulumi.Unwrap<WaveMember> }>;
  /** How many imports may hold a place at once, from their start to the end of their copy; the others wait, by priority, then key. No limit if not given. */
  declare readonly maxActive: pulumi.Output<number | undefined>;
  /** More failures than this hold the wave: nothing new starts, nothing is cut over. No limit if not given. */
  declare readonly maxFailures: pulumi.Output<number | undefined>;
  /**
   * The brake: nothing new starts and nothing is cut over; what is under way goes on. Also how waves follow each other.
   * @default false
   */
  declare readonly hold: pulumi.Output<boolean>;
  /**
   * What happens to an import that is taken out of the map while it is under way: `refuse` keeps it in the wave and fails, `cancel` ends it as a delete does. `leave` takes any import that leaves the map out of the state and touches nothing on the array: to take it back, adoptSessionId.
   * @default "refuse"
   */
  declare readonly onRemove: pulumi.Output<"refuse" | "cancel" | "leave">;
  /** Each import as last seen, by its key. */
  declare readonly members: pulumi.Output<{ [name: string]: pulumi.Unwrap<WaveMemberStatus> }>;
  /** How many imports are in which state, in the array's words; Not_Started for those not yet there. */
  declare readonly counts: pulumi.Output<{ [name: string]: number }>;
  /** The wave as a whole: Waiting, Running, Ready, CuttingOver, Completed, Held, Failed. */
  declare readonly phase: pulumi.Output<string>;
  /** 0 to 100: how much of all imports is copied, each counted alike. */
  declare readonly progressPercentage: pulumi.Output<number | undefined>;
  /** Bytes copied of `bytesTotal`: of each import the share of its source's size that its percentage says, as last seen. Whole sources of those behind their copy, nothing of those that have failed or were cancelled. Absent as long as one that copies shows no percentage. */
  declare readonly bytesCopied: pulumi.Output<number | undefined>;
  /** Bytes of all sources together, as the array lists their sizes (provisioned, not used). Absent as long as it does not tell the size of one of them. */
  declare readonly bytesTotal: pulumi.Output<number | undefined>;
  /** Why the wave does not go on. */
  declare readonly holdReason: pulumi.Output<string | undefined>;
  /** When windows next change what is to be with one of its imports: then an update has something to do. ISO 8601. */
  declare readonly nextChangeAt: pulumi.Output<string | undefined>;
  /** When all of its imports that are under way were last looked at. An update that has nothing else to do looks again if that was some minutes ago. ISO 8601. */
  declare readonly lastSeenAt: pulumi.Output<string | undefined>;
  /** global_id of the PowerStore cluster. */
  declare readonly clusterId: pulumi.Output<string | undefined>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(type, name, { ...shown, ...inputs }, { ...opts, deleteBeforeReplace: true });
  }
}

/** Many imports that belong together, as one resource: what is said once holds for all, at most `maxActive` hold a place at a time, and `maxFailures` and `hold` stop it. Each is an import session on the array, with the rules of an `ImportSession`; the wave itself is nowhere on the array. */
export class ImportWave extends ImportWaveResource {
  /** @param opts `customTimeouts` (create, read, update, delete) bound how long a run waits. */
  constructor(name: string, args: ImportWaveArgs, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("ImportWave", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
  }
}
