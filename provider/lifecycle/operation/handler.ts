import type { Clock } from "../../clock";
import type { PowerStore } from "../../powerstore/api/contract";
import type { EngineRun } from "../engineRun/engineRun";
import type { UNKNOWN } from "./unknown";

/**
 * What an adapter can ask of a resource, free of Pulumi's protocols. Adapters translate values and errors; every decision is made
 * behind this contract.
 */

/** Where messages for the person at the terminal go. Never fails, never waits. */
export interface Report {
  /** Stays on the resource's row and in the final diagnostics. */
  warning(text: string): void;
  /** Like a warning, for what an operation is about to do. */
  info(text: string): void;
  /** Replaces the row's former progress; call on change only. */
  progress(text: string): void;
}

/** Something that a kind of resource asks of an array for all its objects together. */
export type ArrayService<T> = { open(powerStore: PowerStore, clock: Clock): T };

/** One array as the lifecycle holds it: the client, and what is asked of the array once per process. */
export interface ArrayAccess {
  readonly powerStore: PowerStore;
  /** What the objects of a kind share on this array; opened with the first call, and the same for all after it. */
  service<T>(service: ArrayService<T>): T;
  /** How long to sleep until the next look of an interval, on a grid that all waits share. */
  secondsToPoll(intervalSeconds: number): number;
  /** `global_id` of the cluster behind the endpoint; read once. With the signal it ends for who asks, with an InterruptedError. */
  clusterId(signal?: AbortSignal): Promise<string>;
  /**
   * The id behind `name:<name>`, or the id itself; read once per name. Throws ReferenceNotFoundError. With the signal it ends for who asks,
   * with an InterruptedError.
   */
  resolve(
    collection: "remote_system" | "host" | "host_group" | "volume_group" | "policy",
    reference: string,
    signal?: AbortSignal,
  ): Promise<string>;
}

/** Which settings come from outside the resource and hold for one run. */
export type RunSettings = {
  /** POWERSTORE_IMPORT_FORCE_CANCEL, or configuration `powerstore-import:forceCancel`. */
  readonly forceCancel: boolean;
  /** POWERSTORE_IMPORT_HOSTS_ON_SOURCE. */
  readonly hostsOnSource: boolean;
  /** POWERSTORE_IMPORT_CANCEL_CLAIMED: sessions that were found by their names, and may be another stack's, are this stack's own. */
  readonly cancelClaimed?: boolean;
  /** `powerstore-import:namespace` or POWERSTORE_IMPORT_NAMESPACE: goes into generated names. */
  readonly namespace?: string | undefined;
  /**
   * `powerstore-import:maxActivePerArray` or POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY: nothing is begun on an array where so many imports are under way.
   * @default no limit
   */
  readonly maxActivePerArray?: number | undefined;
  /** Nobody watches (variable CI): progress is reported by state only. */
  readonly quiet?: boolean;
};

export type OperationContext = {
  /** The run of the engine that the operation is a part of. */
  readonly run: EngineRun;
  /** Opens (or returns) a connection: by profile, or the default one. Throws a ConfigurationError if nothing usable is configured. */
  readonly array: (profile?: string) => ArrayAccess;
  readonly clock: Clock;
  /** Aborts when the engine wants the operation to end. */
  readonly signal: AbortSignal;
  readonly report: Report;
  readonly settings: RunSettings;
  /** From `customTimeouts`; absent: the lifecycle's default. */
  readonly timeoutSeconds?: number;
  /** The resource's URN; absent only where the engine does not say. */
  readonly urn?: string;
  /** Property paths of the resource's option `ignoreChanges`; absent where the surface is not told. */
  readonly ignored?: readonly string[];
  /** What a generated name begins with. @default the resource's logical name */
  readonly nameStem?: string;
  /**
   * In the form of a URN, what generated names are made from where the engine tells no address: it is the same in each run. UNKNOWN where it is not known yet.
   * @default the resource's URN
   */
  readonly nameOrigin?: string | typeof UNKNOWN;
  /** In a delete: why no copy that is under way is to be ended by it, as a whole sentence; absent: it may be. */
  readonly keepsCopies?: string;
  /** In a delete: what is to be made in its place, where the engine hands that over; absent where nothing is, or it cannot be told. */
  readonly successor?: Successor | undefined;
  /** In a delete that fails: hears of outputs that are to be recorded over those of before, where the engine records any then. */
  readonly recordLeft?: ((outputs: RawInputs) => void) | undefined;
  /** The row of something that is no resource of the engine, by a made-up URN below that of this resource. Shown while it moves, recorded nowhere. */
  readonly rowOf?: (urn: string) => Pick<Report, "progress">;
};

export type Successor = {
  /** Absent where nothing of it is in the place of this very object. */
  readonly inputs?: RawInputs | undefined;
  /** Under which it, or what it is made of, is in the account of the run, as far as that is known yet. */
  readonly urns: ReadonlySet<string>;
  /** In which state a diff saw what is deleted, by its id, when it said that it is replaced; absent where nothing did. */
  readonly seen?: Readonly<Record<string, string>> | undefined;
};

/** What a check is told: it sends nothing. */
export type CheckContext = Pick<OperationContext, "run" | "urn" | "settings" | "nameStem" | "nameOrigin">;

export type CheckFailure = { readonly property: string; readonly reason: string };

/** Inputs as a check leaves them, and what is wrong with them. */
export type CheckResult = { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] };

/** Raw properties: what a program wrote, with UNKNOWN in place of what is not known yet. */
export type RawInputs = Readonly<Record<string, unknown>>;

export type DiffResult<Name extends string> = {
  readonly changes: boolean;
  /** Inputs whose change means a replacement; empty for an update. Replacing always deletes first. */
  readonly replaces: readonly Name[];
  /** Inputs that changed, or whose wish is still open. */
  readonly changed: readonly Name[];
  /** The same in detail, by paths into the inputs; absent: the inputs say it all. */
  readonly details?: readonly PathChange[];
  /** Of a resource that is many objects: what becomes of them, one by one. Absent: all are changed, or replaced. */
  readonly parts?: ChangedParts;
};

/** Objects by their ids, each with the path by which it is named. */
export type ChangedParts = {
  /** An update ends these, makes them anew, or lets go of them. */
  readonly leaving: ReadonlyMap<string, string>;
  /** Of these, what it ends and makes nothing in the place of. */
  readonly ending: ReadonlySet<string>;
  /** Whether it does with these is not known yet. */
  readonly open: ReadonlyMap<string, string>;
};

/** @property path `sessions["db-01"].paused` */
export type PathChange = { readonly path: string; readonly kind: "add" | "update" | "delete" };

export type ReadResult<Inputs, Outputs> = { readonly id: string; readonly inputs: Inputs; readonly outputs: Outputs };

export interface ResourceHandler<Name extends string, Inputs, Outputs> {
  /** Never throws, sends nothing. `recorded` are the inputs of the last run; absent for a new resource. */
  check(
    recorded: RawInputs | undefined,
    inputs: RawInputs,
    context: CheckContext,
  ): {
    readonly inputs: RawInputs;
    readonly failures: readonly CheckFailure[];
  };
  /** While the engine compares what read returned (`run.isRefreshing`), only drift of inputs counts. Never throws for what concerns one object. */
  diff(id: string, recorded: RawInputs, inputs: RawInputs, context: OperationContext): Promise<DiffResult<Name>>;
  /** Throws IncompleteError once there is an id to keep, NotReplacedError where the delete before it has kept the former object. */
  create(inputs: Inputs, context: OperationContext): Promise<{ readonly id: string; readonly outputs: Outputs }>;
  /** Undefined when the object is certainly gone. */
  read(
    id: string,
    recorded: RawInputs | undefined,
    context: OperationContext,
  ): Promise<ReadResult<Inputs, Outputs> | undefined>;
  /** Throws IncompleteError when the new inputs are to be recorded although a goal was not reached. */
  update(id: string, recorded: RawInputs, inputs: Inputs, context: OperationContext): Promise<Outputs>;
  delete(id: string, recorded: RawInputs, context: OperationContext): Promise<void>;
  /** Outputs of an object that is not there yet: what the program says, and UNKNOWN for what only the array will say. */
  previewCreate(inputs: RawInputs, context: OperationContext): RawInputs;
  /** Outputs after an update that has not been made: what lasts keeps its value, so that who uses it sees it in every preview. */
  previewUpdate(recorded: RawInputs, inputs: RawInputs, context: OperationContext): RawInputs;
  /** The id behind what `pulumi import` was given: an id, or `name:<name>`; undefined when there is no such object. */
  findImported(reference: string, context: OperationContext): Promise<string | undefined>;
  /** What messages call the object, such as `import session "db-01" (<id>) on <endpoint>`. */
  label(id: string, recorded: RawInputs, endpoint: string): string;
}
