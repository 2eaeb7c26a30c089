import type { Rows } from "./inventory/rows";
import type { SourceArray } from "./inventory/sourceArrays";

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
  /** The arrays to import from. Default: `Unity-01` and `XtremIO-01`, see `DEFAULT_SOURCES`. */
  readonly sources?: readonly SourceArray[];
  /**
   * Rows as an array shows them, by collection, in the place of what would be made up: each collection that is given is all
   * there is of it, and without `sources` there are no made-up arrays either. Sessions and jobs cannot be given.
   */
  readonly collections?: Rows;
  /** Whether rows of `collections` may name objects that are not there, as in a recording of a part of an array. Default false. */
  readonly partial?: boolean;
  /**
   * How the array names what it makes. `opaque`: UUIDs that follow from the cluster's `global_id`, the same ones in every run, and
   * others on another cluster. `counted`: `session-000001`, easy to read and the same on every array, as an id may be by
   * chance. The made-up inventory has readable ids either way. Default `opaque`.
   */
  readonly ids?: "opaque" | "counted";
  /** Sessions that may be set up or copy at a time; more of them wait as `Queued`. Default 8, unverified (powerstore.md 2). */
  readonly maxActiveSessions?: number;
  /** Whether only one session is set up (`In_Progress`) at a time. Default false, unverified (powerstore.md 2). */
  readonly oneSetUpAtATime?: boolean;
  /** Members of a consistency group that can be imported; one with more is `Max_Members`. Default 75, unverified (powerstore.md 2). */
  readonly maxGroupMembers?: number;
  /** From `In_Progress` to the copy or the first gate. Default 30. */
  readonly setUpSeconds?: number;
  /**
   * How fast each session copies; sessions do not slow each other down. Default 30 MiB/s: 100 GiB in 57 minutes.
   * 0 means, as with the durations: the copy takes no time.
   */
  readonly copyBytesPerSecond?: number;
  /** From the creation of a remote system until its data connections are `OK`. Default 10. */
  readonly connectSeconds?: number;
  /** How long an asynchronous request (`is_async=true`) is `Queued`, and then again `In_Progress`. Default 2. */
  readonly jobSeconds?: number;
  /** In `Cutover_In_Progress`. Default 20. */
  readonly cutoverSeconds?: number;
  /** In `Cancel_In_Progress`. Default 15. */
  readonly cancelSeconds?: number;
  /** In `Cleanup_In_Progress`. Default 20. */
  readonly cleanupSeconds?: number;
};

/** The options that a running world looks at. */
export type Settings = Required<Omit<WorldOptions, "start" | "cluster" | "sources" | "collections" | "partial">>;

const DEFAULTS = {
  ids: "opaque",
  maxActiveSessions: 8,
  oneSetUpAtATime: false,
  maxGroupMembers: 75,
  setUpSeconds: 30,
  copyBytesPerSecond: 30 * 1024 * 1024,
  connectSeconds: 10,
  jobSeconds: 2,
  cutoverSeconds: 20,
  cancelSeconds: 15,
  cleanupSeconds: 20,
} satisfies Settings;

const NUMBERS = ["maxActiveSessions", "maxGroupMembers"] as const satisfies readonly (keyof Settings)[];

const AMOUNTS = [
  "setUpSeconds",
  "copyBytesPerSecond",
  "connectSeconds",
  "jobSeconds",
  "cutoverSeconds",
  "cancelSeconds",
  "cleanupSeconds",
] as const satisfies readonly (keyof Settings)[];

/** Throws a RangeError that names the first option which makes no sense. */
export function toSettings(options: WorldOptions): Settings {
  const settings: Settings = {
    ids: options.ids ?? DEFAULTS.ids,
    maxActiveSessions: options.maxActiveSessions ?? DEFAULTS.maxActiveSessions,
    oneSetUpAtATime: options.oneSetUpAtATime ?? DEFAULTS.oneSetUpAtATime,
    maxGroupMembers: options.maxGroupMembers ?? DEFAULTS.maxGroupMembers,
    setUpSeconds: options.setUpSeconds ?? DEFAULTS.setUpSeconds,
    copyBytesPerSecond: options.copyBytesPerSecond ?? DEFAULTS.copyBytesPerSecond,
    connectSeconds: options.connectSeconds ?? DEFAULTS.connectSeconds,
    jobSeconds: options.jobSeconds ?? DEFAULTS.jobSeconds,
    cutoverSeconds: options.cutoverSeconds ?? DEFAULTS.cutoverSeconds,
    cancelSeconds: options.cancelSeconds ?? DEFAULTS.cancelSeconds,
    cleanupSeconds: options.cleanupSeconds ?? DEFAULTS.cleanupSeconds,
  };
  for (const name of NUMBERS) {
    if (!Number.isInteger(settings[name]) || settings[name] < 1) {
      throw new RangeError(`${name} must be a whole number from 1 on, not ${settings[name]}`);
    }
  }
  for (const name of AMOUNTS) {
    if (!Number.isFinite(settings[name]) || settings[name] < 0) {
      throw new RangeError(`${name} must be a number from 0 on, not ${settings[name]}`);
    }
  }
  return settings;
}
