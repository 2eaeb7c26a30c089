import type { LossReason, RemoteSystemState } from "../records/records";
import type { SessionState } from "../records/states";
import type { Space } from "./arrayState";
import type { Settings, SettingsChange } from "./options";

/** The states that a simulated fault can leave a session in. */
export type FaultState =
  | "Failed"
  | "Cancel_Required"
  | "Cancel_Failed"
  | "Cleanup_Required"
  | "Cleanup_Failed"
  | "Invalid"
  | "Import_Completed_With_Errors"
  | "Import_Cutover_Incomplete";

/** The fault of a session; `code` and `message` default to a synthetic code and a text that calls the fault simulated. */
export type SimulatedFault = { readonly state: FaultState; readonly code?: string; readonly message?: string };

export const agentStatuses = ["Unknown", "Running", "Conflict_Detected", "Version_Unsupported"] as const;

export type AgentStatus = (typeof agentStatuses)[number];

export type JobDecision = { readonly decision: "Approved" | "Rejected" | "Expired"; readonly reason?: string };

/** How a remote system is from now on. */
export type RemoteSystemChange = {
  readonly state?: RemoteSystemState;
  /** A value of the vendor's DataConnectionStateEnum; its connections follow, and copies that have none left end. */
  readonly dataConnectionState?: string;
  /** What those data connections show that are not well: a value of TransitConnectionStatusEnum. @default Login_Timeout */
  readonly connectionStatus?: string;
  /** A value of RemoteSystemFileConnectionStateEnum, or null. */
  readonly fileConnectionState?: string | null;
  /** Why it is `Management_Connection_Lost`: a change of address or account mends what is wrong with these. @default network */
  readonly lostBy?: LossReason;
  /** The certificate that its management shows, PEM; where the array does not trust it (`sourceTrust`) the management connection is lost. */
  readonly certificate?: string;
  /** Whether verify mends none of it. @default false */
  readonly staysAfterVerify?: boolean;
  /** So many deletes are done by halves: they are accepted, and leave it as `Partial_Delete`. */
  readonly halfDeletes?: number;
};

/**
 * What happens to an array from outside of its REST interface: administrators, networks, broken disks. Each throws a
 * RangeError, and changes nothing, for an unknown id or an impossible value.
 */
export interface WorldControls {
  /** How the world behaves at present: its options, those that were not given by their defaults. */
  settings(): Settings;
  /**
   * Changes how the world behaves from now on, until a reset; what is under way keeps its instants. A RangeError also for options
   * that only a new world can have.
   */
  configure(change: SettingsChange): void;
  /**
   * Cuts or restores the management connection to a source array (`remote_system.state`). Without it set-up, roll-back
   * and clean-up fail; a copy under way goes on, since data takes another path.
   */
  setReachable(remoteSystemId: string, isReachable: boolean): void;
  /**
   * Lets a remote system be in any state, with its data connections and file connection; what is not given stays as it is. Without data
   * connections (`Complete_Data_Connection_Loss`, `No_Targets_Discovered`, `Initializing`) copies fail as by `failCopyAt`, at once, and so do set-ups when they end.
   */
  setRemoteSystem(remoteSystemId: string, change: RemoteSystemChange): void;
  /**
   * Lets the agent of an import host system show this status. Only one that is `Running` sees volumes that are found later, and lets the set-up of
   * a Non_Disruptive import of those that it sees end well; with `Version_Unsupported` they say `Incompatible_Host_Agent`, and with `Unknown` a
   * roll-back does not get through.
   */
  setAgent(importHostSystemId: string, status: AgentStatus): void;
  /** Decides about a job that waits for its approval, as the second person does, or lets its time run out. */
  decideJob(jobId: string, decision: JobDecision): void;
  /** Lets a volume or group of a source array that is not being imported show another `importable_criteria`. */
  setCriteria(sourceId: string, criteria: string): void;
  /**
   * Lets the array run out of room, or have it again (`free`). While it is `full`, copies fail as by `failCopyAt`, at once, and so
   * do set-ups when they end; `refusing` refuses new imports and volumes as well. What has been copied waits for its cut-over.
   */
  setSpace(space: Space): void;
  /**
   * Lets a session fail now, whatever it was doing, with the `error` that goes with it. A group fails with all of its
   * members, except that Import_Completed_With_Errors and Import_Cutover_Incomplete leave all but the last one imported. A
   * member fails alone, and its group follows: the others go on without a member that is `Failed`.
   */
  failSession(id: string, fault: SimulatedFault): void;
  /**
   * Lets the copy fail once it has reached a percentage (0 to 100), at once if it has passed it: Agentless ends in
   * `Cancel_Required`, Non_Disruptive in `Failed`, or `Cleanup_Required` if the source cannot be reached. For a group:
   * each of its members.
   */
  failCopyAt(id: string, percentage: number): void;
  /** Lets the copy, of a group each copy, take `factor` times as long as usual from now on; 1 is the usual speed. */
  slowCopy(id: string, factor: number): void;
  /**
   * The next cut-over of the group commits all members but this one, given a group none: it ends as
   * `Import_Cutover_Incomplete`, and a repeated cut-over commits the rest.
   */
  failCutover(memberOrGroupId: string): void;
  /**
   * The next `times` cancels of the group that have a destination to roll back end as `Cancel_Failed`; 0 lets them succeed
   * again.
   */
  failCancel(groupId: string, times: number): void;
  /**
   * Takes the record, of a group with those of its members, away as if somebody had deleted it. An unfinished import is
   * cancelled and rolled back first; a finished one leaves destination and source as they are. Not for a single member.
   */
  purgeSession(id: string): void;
  /**
   * Puts a session into any of the 21 states, with everything that follows from it: destination, source, progress, error,
   * and the timer of the state anew. `Scheduled` without a schedule to come gets one in 24 hours; `Queued` waits, even if
   * places are free, until the queue moves the next time; `Copy_In_Progress` goes on from what was copied, or from 0.
   * A group takes its members along as with `failSession`, and has no states of gates and copying; a member has the states of
   * a volume that its group allows for, and the group follows.
   */
  forceState(id: string, state: SessionState): void;
}
