import { type Version, versions } from "../../api/releases";
import type { SourceType } from "../records/sourceKinds";

/**
 * How a world behaves; none of it is part of its state or of a snapshot. Durations are simulated seconds, and 0 means that the
 * step happens at once, inside of the call that leads to it.
 */
export type WorldOptions = {
  /** The instant at which the world begins, ISO 8601 with zone. Default `2026-01-01T00:00:00Z`, and with a real clock the present one. */
  readonly start?: string;
  /**
   * What identifies this array: the cluster's `name` and `global_id`, also in the place of those in `collections`. Default
   * `PowerStore-01`, `PS0000000001`; under another name a `global_id` that follows from it.
   */
  readonly cluster?: { readonly name?: string; readonly globalId?: string };
  /** The arrays to import from. Default: `Unity-01` and `XtremIO-01`, see `defaultSources`. */
  readonly sources?: readonly SourceArray[];
  /**
   * Rows as an array shows them, by collection, in the place of what would be made up: each collection that is given is all
   * there is of it, and without `sources` there are no made-up arrays either. Sessions and jobs cannot be given.
   */
  readonly collections?: Rows;
  /** Whether rows of `collections` may name objects that are not there, as in a recording of a part of an array. Default false. */
  readonly partial?: boolean;
  /** The release of the array's API. What 4.3 and 4.4 added is in the second one. Default `4.1`. */
  readonly version?: Version;
  /**
   * Operations that a second person has to approve (multiparty approval, since 4.3), by their names in the vendor's description:
   * `DELETE /import_session/{id}`. Which ones there can be is not documented. Default none.
   */
  readonly criticalOperations?: readonly string[];
  /** How long a job waits for its approval, before that has expired. Default 86400. */
  readonly approvalSeconds?: number;
  /**
   * How the array names what it makes. `opaque`: UUIDs that follow from the cluster's `global_id`, the same ones in every run, and
   * others on another cluster. `counted`: `session-000001`, easy to read and the same on every array, as an id may be by
   * chance. The made-up inventory has readable ids either way. Default `opaque`.
   */
  readonly ids?: "opaque" | "counted";
  /** Sessions that may be set up or copy at a time; more of them wait as `Queued`. Default 8, unverified [ARRAY limits]. */
  readonly maxActiveSessions?: number;
  /** Whether only one session is set up (`In_Progress`) at a time. Default false, unverified [ARRAY limits]. */
  readonly oneSetUpAtATime?: boolean;
  /**
   * The status of what the state of the array forbids: 422, as the vendor's guide says, or 400 for all of it, for which one comes varies from
   * resource to resource [ARRAY statuses]. Default 422.
   */
  readonly refusalStatus?: 400 | 422;
  /**
   * Whether a `scheduled_timestamp` may be of `any` zone or has to be expressed in `utc`, as the text says that it is; what becomes of another one,
   * it does not say. Default `any`.
   */
  readonly scheduleZones?: "any" | "utc";
  /**
   * What the session of a group shows of its copies before all are done: the sum of its `members`, or `hidden`, for the text gives values for
   * Copy_In_Progress only, in which a group never is. Default `members`.
   */
  readonly groupProgress?: "members" | "hidden";
  /** Members of a consistency group that can be imported; one with more is `Max_Members`. Default 75, unverified [ARRAY limits]. */
  readonly maxGroupMembers?: number;
  /** From `In_Progress` to the copy or the first gate. Default 30. */
  readonly setUpSeconds?: number;
  /**
   * How fast each session copies at most. Default 30 MiB/s: 100 GiB in 57 minutes. 0 means, as with the durations: the copy takes no
   * time.
   */
  readonly copyBytesPerSecond?: number;
  /** How fast all sessions together copy at most, each of them at an equal share. Default 0: they do not slow each other down. */
  readonly totalCopyBytesPerSecond?: number;
  /** From the creation of a remote system until its data connections are `OK`. Default 10. */
  readonly connectSeconds?: number;
  /** From `POST discover` until its volumes and the time stamp of the source array are there. Default 0. */
  readonly discoverySeconds?: number;
  /** Until the agent of a new or refreshed import host system has answered, and its volumes are seen. Default 0. */
  readonly agentSeconds?: number;
  /** Rows of `host` for each import host system: one for each of Fibre Channel and iSCSI that it has. Default 1. */
  readonly hostsPerAgent?: 1 | 2;
  /** The CHAP mode of the cluster (`chap_config`), by which import hosts need accounts. Default `Disabled`. */
  readonly chapMode?: ChapMode;
  /** Whether a remote system with a CHAP mode needs the accounts that go with it. Default `optional`, for the text lists them and the schema does not. */
  readonly chapSecrets?: "optional" | "required";
  /**
   * Whether the array believes `any` source, or only one whose certificate was added (`POST /x509_certificate`, Import_HTTP) for its management
   * address: `required`. No text says so. Default `any`.
   */
  readonly sourceTrust?: "any" | "required";
  /** What becomes of a new name for a VNX, Unity or PowerMax, in whose lists of what can be changed the name is missing. Default `taken`. */
  readonly sourceRenames?: "taken" | "refused";
  /** Whether consistency groups on a Universal source `go` with it or `hold` it, which no text says. Default `go`. */
  readonly groupsAtSourceDelete?: "go" | "hold";
  /**
   * Whether what a volume is attached to without an import, or after it, can `go`, and the volume itself, or is on `hold`: there is no operation
   * here that detaches, and the array refuses to delete what is attached. Default `go`.
   */
  readonly attachments?: "go" | "hold";
  /** How long an asynchronous request (`is_async=true`) is `Queued`, and then again `In_Progress`. Default 2. */
  readonly jobSeconds?: number;
  /** In `Cutover_In_Progress`. Default 20. */
  readonly cutoverSeconds?: number;
  /** In `Cancel_In_Progress`. Default 15. */
  readonly cancelSeconds?: number;
  /** In `Cleanup_In_Progress`. Default 20. */
  readonly cleanupSeconds?: number;
  /** How long a session stays `Queued` after its creation, or after its schedule, although there is room. Default 0, unverified. */
  readonly queuedSeconds?: number;
  /**
   * How long pause, resume, enable_destination_volume and start_copy take to have an effect once they have been accepted; until
   * then the session refuses other actions, and what ends its state first (a copy that gets through) makes it lapse. The other
   * actions have durations of their own. Default 0, unverified.
   */
  readonly actionSeconds?: number;
  /**
   * What becomes of the destination that was being copied to, which no text says: `goes` or `stays`, as a volume like any other.
   * Default `goes`. When a cancel ends as `Cancelled` without force:
   */
  readonly destinationAtCancelled?: Fate;
  /** When a cancel with force ends as `Cancelled`. Default `goes`. */
  readonly destinationAtForcedCancel?: Fate;
  /** When the session, or a member of a group, ends as `Failed`. Default `goes`. */
  readonly destinationAtFailed?: Fate;
  /** When the record of an unfinished import is purged from outside. Default `goes`. */
  readonly destinationAtPurge?: Fate;
};

export type ChapMode = "Disabled" | "Single" | "Mutual";

/** What becomes of a destination. */
export type Fate = "goes" | "stays";

/** The options that a running world looks at. */
export type Settings = Required<Omit<WorldOptions, "start" | "cluster" | "sources" | "collections" | "partial">>;

type FixedName = "version" | "criticalOperations" | "ids" | "maxGroupMembers";

/** Those that can be changed in a running world. Timers that run already keep their instants. */
export type SettingsChange = Partial<Omit<Settings, FixedName>>;

const defaultSettings: Settings = {
  version: "4.1",
  criticalOperations: [],
  approvalSeconds: 86_400,
  ids: "opaque",
  maxActiveSessions: 8,
  oneSetUpAtATime: false,
  refusalStatus: 422,
  scheduleZones: "any",
  groupProgress: "members",
  maxGroupMembers: 75,
  setUpSeconds: 30,
  copyBytesPerSecond: 30 * 1024 * 1024,
  totalCopyBytesPerSecond: 0,
  connectSeconds: 10,
  discoverySeconds: 0,
  agentSeconds: 0,
  hostsPerAgent: 1,
  chapMode: "Disabled",
  chapSecrets: "optional",
  sourceTrust: "any",
  sourceRenames: "taken",
  groupsAtSourceDelete: "go",
  attachments: "go",
  jobSeconds: 2,
  cutoverSeconds: 20,
  cancelSeconds: 15,
  cleanupSeconds: 20,
  queuedSeconds: 0,
  actionSeconds: 0,
  destinationAtCancelled: "goes",
  destinationAtForcedCancel: "goes",
  destinationAtFailed: "goes",
  destinationAtPurge: "goes",
};

const amount: Check = {
  fits: (value) => typeof value === "number" && Number.isFinite(value) && value >= 0,
  expected: "a number from 0 on",
};
const number: Check = {
  fits: (value) => Number.isInteger(value) && Number(value) >= 1,
  expected: "a whole number from 1 on",
};
const fate = oneOf("goes", "stays");
const truth: Check = { fits: (value) => typeof value === "boolean", expected: "true or false" };

type Check = { readonly fits: (value: unknown) => boolean; readonly expected: string };

function oneOf(...values: readonly (string | number)[]): Check {
  return { fits: (value) => values.some((each) => each === value), expected: values.join(" or ") };
}

const settingChecks: { readonly [Name in keyof Settings]: Check } = {
  version: oneOf(...versions),
  criticalOperations: {
    fits: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
    expected: "a list of operations",
  },
  approvalSeconds: amount,
  ids: oneOf("opaque", "counted"),
  maxActiveSessions: number,
  oneSetUpAtATime: truth,
  refusalStatus: oneOf(400, 422),
  scheduleZones: oneOf("any", "utc"),
  groupProgress: oneOf("members", "hidden"),
  maxGroupMembers: number,
  setUpSeconds: amount,
  copyBytesPerSecond: amount,
  totalCopyBytesPerSecond: amount,
  connectSeconds: amount,
  discoverySeconds: amount,
  agentSeconds: amount,
  hostsPerAgent: oneOf(1, 2),
  chapMode: oneOf("Disabled", "Single", "Mutual"),
  chapSecrets: oneOf("optional", "required"),
  sourceTrust: oneOf("any", "required"),
  sourceRenames: oneOf("taken", "refused"),
  groupsAtSourceDelete: oneOf("go", "hold"),
  attachments: oneOf("go", "hold"),
  jobSeconds: amount,
  cutoverSeconds: amount,
  cancelSeconds: amount,
  cleanupSeconds: amount,
  queuedSeconds: amount,
  actionSeconds: amount,
  destinationAtCancelled: fate,
  destinationAtForcedCancel: fate,
  destinationAtFailed: fate,
  destinationAtPurge: fate,
};

const settingNames = Object.keys(settingChecks) as readonly (keyof Settings)[];

/** Throws a RangeError that names the first option which makes no sense. */
export function toSettings(options: WorldOptions): Settings {
  const given = settingNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]));
  const settings: Settings = { ...defaultSettings, ...Object.fromEntries(given) };
  for (const name of settingNames) {
    const { fits, expected } = settingChecks[name];
    if (!fits(settings[name])) throw new RangeError(`${name} must be ${expected}, not ${settings[name]}`);
  }
  if (settings.criticalOperations.length > 0 && settings.version === "4.1") {
    throw new RangeError("criticalOperations need the version 4.4: approvals came with 4.3");
  }
  return settings;
}

/** Throws a RangeError for a name that is no setting, or cannot be changed in a running world, and for a value that makes no sense. */
export function changedSettings(settings: Settings, change: SettingsChange): Settings {
  const fixed = Object.keys(change).find((name) => !Object.hasOwn(settingChecks, name) || fixedSettings.includes(name));
  if (fixed !== undefined) throw new RangeError(`${fixed} is nothing that can be changed in a running world`);
  return toSettings({ ...settings, ...change });
}

const fixedSettings: readonly string[] = [
  "version",
  "criticalOperations",
  "ids",
  "maxGroupMembers",
] satisfies FixedName[];

/** How fast each of so many copies is, in bytes per second; 0 is in no time. */
export function speedOfEach(settings: Settings, copies: number): number {
  const { copyBytesPerSecond: each, totalCopyBytesPerSecond: total } = settings;
  return each === 0 || total === 0 ? each : Math.min(each, total / Math.max(1, copies));
}

/** Rows as an array shows them, by collection; written by hand or recorded from a real array. */
export type Rows = Readonly<Record<string, readonly (Readonly<Record<string, unknown>> & { readonly id: string })[]>>;

/** A source array to make up; everything in it follows from its name and from numbers. */
export type SourceArray = {
  /** Unique; `Unity-01` becomes the remote system `rs-unity-01` with volumes `unity-01-vol-01`, `unity-01-vol-02`, ... */
  readonly name: string;
  readonly type: SourceType;
  /** How many single volumes it has; volume n has `sizeBytes`, by default 100 GiB + (n - 1) x 10 GiB. */
  readonly volumes: number;
  /** One size for all volumes: a multiple of 8192, as the array demands. */
  readonly sizeBytes?: number;
  /**
   * `importable_criteria` of single volumes, by their number. All others are ready: `Ready`, and seen by an import host, or
   * `Ready_For_Agentless_Import` on an array that supports only that. `Host_Not_Added` leaves the host out.
   */
  readonly criteria?: Readonly<Record<number, string>>;
  /** Consistency groups by their numbers of members; the members are counted on after the single volumes. */
  readonly groups?: readonly number[];
};
