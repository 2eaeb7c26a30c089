import type { Effect } from "../simulation/incidents";
import type { ArrayEvent } from "./arrayEvents";
import type { ProcessName } from "./stack";

/** What happens to one request of a run, or just before it. */
export type Trouble =
  | { readonly effect: Effect }
  /** Something happens at the array before the request gets there. */
  | { readonly event: ArrayEvent }
  /** The provider's process dies before the request leaves it; the engine lives on, and its other processes do. */
  | { readonly providerDies: true };

export type Incident = {
  readonly process: ProcessName;
  /** How many requests of the process pass first. */
  readonly at: number;
  /** How many requests it hits. */
  readonly times: number;
  readonly name: string;
  readonly trouble: Trouble;
  /** The array as the request finds it. */
  readonly arrayBefore?: string | undefined;
};

/** Every request from there to the end of the run. */
export const TO_THE_END = 100_000;
