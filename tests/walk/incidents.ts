import type { Effect } from "../simulation/incidents";
import type { ArrayEvent } from "./arrayEvents";
import type { ProcessName } from "./stack";

/** Something happens at the array before the request gets there. */
export type Meanwhile = { readonly event: ArrayEvent };

/** What happens to one request of a run, or just before it. */
export type Trouble<M = Meanwhile> =
  | { readonly effect: Effect<never> }
  /** The provider's process dies before the request leaves it; the engine lives on, and its other processes do. */
  | { readonly providerDies: true }
  | M;

export type Incident<M = Meanwhile> = {
  readonly process: ProcessName;
  /** How many requests of the process pass first. */
  readonly at: number;
  /** How many requests it hits. */
  readonly times: number;
  readonly name: string;
  readonly trouble: Trouble<M>;
  /** The array as the request finds it. */
  readonly arrayBefore?: string | undefined;
};

/** Every request from there to the end of the run. */
export const TO_THE_END = 100_000;
