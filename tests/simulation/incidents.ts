import type { FaultEffect } from "../../simulator/src";
import type { Click } from "./clicks";
import type { PageEffect } from "./misleadingPages";

/** What somebody does meanwhile; which things there are is up to the history. */
export type AnyClick = { readonly click: string };

/** What happens to one request of a process, or just before it. */
export type Effect<C extends AnyClick = Click> =
  /** One of the simulator's fault effects. */
  | { readonly fault: FaultEffect }
  /** A page of something that is no array; the request gets no further. */
  | { readonly html: 200 | 404 | 502 }
  /** A page of sessions that looks well and is wrong; any other answer is as it is. */
  | { readonly page: PageEffect }
  /** Nothing listens: the request certainly does not arrive. */
  | { readonly refused: true }
  /** The process ends before the request leaves it, or when its answer is on the way. */
  | { readonly dies: "before" | "after" }
  /** Ctrl-C. */
  | { readonly stop: true }
  | C;

export type Incident<C extends AnyClick = Click> = {
  /** How many requests of the process pass first. */
  readonly at: number;
  /** How many requests it hits. */
  readonly times: number;
  readonly effect: Effect<C>;
};

/** The effects on the request with this number, the earliest incident first. */
export function effectsOn<C extends AnyClick>(number: number, incidents: readonly Incident<C>[]): Effect<C>[] {
  return incidents.filter(({ at, times }) => number >= at && number < at + times).map(({ effect }) => effect);
}
