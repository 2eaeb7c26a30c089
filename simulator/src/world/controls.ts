import type { SessionState } from "./session/states";

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

/**
 * What happens to an array from outside of its REST interface: administrators, networks, broken disks. Each throws a
 * RangeError, and changes nothing, for an unknown id or an impossible value.
 */
export interface WorldControls {
  /**
   * Cuts or restores the management connection to a source array (`remote_system.state`). Without it set-up, roll-back
   * and clean-up fail; a copy under way goes on, since data takes another path.
   */
  setReachable(remoteSystemId: string, isReachable: boolean): void;
  /** Lets a session fail now, whatever it was doing, with the `error` that goes with it. */
  failSession(id: string, fault: SimulatedFault): void;
  /**
   * Lets the copy fail once it has reached a percentage (0 to 100), at once if it has passed it: Agentless ends in
   * `Cancel_Required`, Non_Disruptive in `Failed`, or `Cleanup_Required` if the source cannot be reached.
   */
  failCopyAt(id: string, percentage: number): void;
  /** Lets the copy take `factor` times as long as usual from now on; 1 is the usual speed. */
  slowCopy(id: string, factor: number): void;
  /**
   * Takes the record away as if somebody had deleted it. An unfinished import is cancelled and rolled back first; a finished
   * one leaves destination and source as they are.
   */
  purgeSession(id: string): void;
  /**
   * Puts a session into any of the 21 states, with everything that follows from it: destination, source, progress, error,
   * and the timer of the state anew. `Scheduled` without a schedule to come gets one in 24 hours; `Queued` waits, even if
   * places are free, until the queue moves the next time; `Copy_In_Progress` goes on from what was copied, or from 0.
   */
  forceState(id: string, state: SessionState): void;
}
