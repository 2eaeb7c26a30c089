import type * as pulumi from "@pulumi/pulumi";

/** Inputs of an ImportSession. "Id or name" means an id, or `name:` followed by the object's name. */
export interface ImportSessionArgs {
  /** The array to import from: id or name of its remote system. Identity: a change is a new import. */
  remoteSystemId: pulumi.Input<string>;
  /** Id of the volume or LUN to import, as PowerStore lists it. Identity: a change is a new import. */
  sourceResourceId: pulumi.Input<string>;
  /**
   * Name of the session, 1 to 128 characters, unique on the cluster, no white space or HTTP-special characters.
   * The array cannot rename: a change is only recorded.
   * @default the resource's name and 8 hexadecimal digits, the same on every run
   */
  name?: pulumi.Input<string | undefined>;
  /** Free text, at most 128 characters. The array cannot change it: a change is only recorded. */
  description?: pulumi.Input<string | undefined>;
  /**
   * Whether hosts keep running on the source through a host agent, or are moved by hand. Cannot be changed while copying.
   * @default "Non_Disruptive"
   */
  type?: pulumi.Input<"Non_Disruptive" | "Agentless" | undefined>;
  /** Agentless only: ids or names of the hosts that get the destination volume; a set. Not together with `hostGroupIds`. */
  hostIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Agentless only: ids or names of host groups; a set. Not together with `hostIds`. */
  hostGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Volume group that the destination joins: id or name. Cannot be changed while copying. */
  volumeGroupId?: pulumi.Input<string | undefined>;
  /** Snapshot-only protection policy of the destination: id or name. Cannot be changed while copying. */
  protectionPolicyId?: pulumi.Input<string | undefined>;
  /** Discovery address of this cluster that hosts use: IPv4 or FQDN. Cannot be changed while copying. */
  globalStorageDiscoveryAddress?: pulumi.Input<string | undefined>;
  /**
   * True: the array cuts over by itself as soon as the copy is done. Cannot be changed while copying.
   * @default false
   */
  automaticCutover?: pulumi.Input<boolean | undefined>;
  /**
   * When the import starts: ISO 8601 with a zone. May be changed until then, not taken away.
   * @default at once
   */
  scheduledTimestamp?: pulumi.Input<string | undefined>;
  /**
   * Whether the background copy is to stand still: a change calls /pause or /resume.
   * @default false
   */
  paused?: pulumi.Input<boolean | undefined>;
  /**
   * Which manual gate may be passed, by the state behind it; one gate per `up`. "Import_Completed" is the cut-over, which cannot
   * be undone.
   * @default none
   */
  advanceTo?: pulumi.Input<"Ready_To_Start_Copy" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /**
   * How far `pulumi up` waits: "None" not at all, "Started" until the import is set up, copying, queued or scheduled. The time is bounded by
   * `customTimeouts` (10 minutes, 24 hours for the longer goals); a session that takes longer is kept, the next `up` goes on.
   * @default "Started"
   */
  waitFor?: pulumi.Input<"None" | "Started" | "Ready_For_Cutover" | "Import_Completed" | undefined>;
  /**
   * Whether deleting cancels without rolling back when the source or the hosts do not answer. For one run:
   * POWERSTORE_IMPORT_FORCE_CANCEL=true.
   * @default false
   */
  forceCancel?: pulumi.Input<boolean | undefined>;
  /**
   * Confirms that the hosts of an agentless session are shut down or use the source again, before a cancel takes the destination
   * away from them. For one run: POWERSTORE_IMPORT_HOSTS_ON_SOURCE=true.
   * @default false
   */
  hostsOnSource?: pulumi.Input<boolean | undefined>;
  /**
   * An existing session to take over instead of creating one: id or name. Refused, with all differences listed, unless the program says
   * what is there already. May be left in or taken out later.
   * @default none
   */
  adoptSessionId?: pulumi.Input<string | undefined>;
  /**
   * Agentless consistency groups only: which hosts use which member volume. Cannot be changed while copying.
   * @default none
   */
  consistencyGroupMembers?: pulumi.Input<pulumi.Input<ConsistencyGroupMember>[] | undefined>;
  /**
   * IANA name of the time zone of all windows that name none themselves, such as "Europe/Berlin". The machine's own never counts.
   * @default none: each window names its own
   */
  timeZone?: pulumi.Input<string | undefined>;
  /**
   * When the import may start: outside, the array is told to start at the next opening, so that nobody has to run then. Not together with
   * `scheduledTimestamp`.
   * @default at any time
   */
  startWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /**
   * When the background copy runs; outside, each `up` pauses it, and inside resumes it. A pause does not stop the forwarding of writes.
   * @default at any time
   */
  copyWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /**
   * When a cut-over that `advanceTo` asks for may begin; no window cuts over by itself, and what has begun runs to its end. Not together with
   * `automaticCutover`.
   * @default at any time
   */
  cutoverWindows?: pulumi.Input<pulumi.Input<Window>[] | undefined>;
  /**
   * Name of a connection profile in the stack configuration `powerstore-import:arrays`, for programs with several arrays.
   * @default the default connection
   */
  array?: pulumi.Input<string | undefined>;
}

/** A time that comes once or again and again, in which something may be done (allow) or must not (deny). Denying wins; several that allow mean any. */
export interface Window {
  /**
   * Whether the window opens or closes.
   * @default "allow"
   */
  kind?: pulumi.Input<"allow" | "deny" | undefined>;
  /** When it begins, by local clocks: a cron expression of five fields (`0 22 * * MON-FRI`), or a date and time for once (`2026-12-31T22:00`). */
  schedule: pulumi.Input<string>;
  /** How long it lasts, in elapsed time: days, hours and minutes such as `90m`, `8h` or `1d`; at most `7d`. */
  duration: pulumi.Input<string>;
  /**
   * IANA name of the schedule's time zone.
   * @default timeZone of the resource
   */
  timeZone?: pulumi.Input<string | undefined>;
  /** Free text, at most 256 characters. */
  description?: pulumi.Input<string | undefined>;
}

/** A member of a consistency group and the hosts that use it; hosts or host groups, not both. */
export interface ConsistencyGroupMember {
  /** WWN of the source volume. */
  volumeWwn: pulumi.Input<string>;
  /** Ids or names of hosts. */
  hostIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Ids or names of host groups. */
  hostGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}
