import type { Clock } from "../../../provider/clock";
import { clockFrom } from "../../clock";

export type SteppedClock = Clock & {
  /** Every pause that was slept through, in seconds. */
  readonly slept: number[];
  step(seconds: number): void;
};

/** A clock on which every sleep is over at once, and which stands still otherwise. */
export function steppedClock(): SteppedClock {
  let now = 0;
  const slept: number[] = [];
  const step = (seconds: number) => {
    now += seconds * 1000;
  };
  const sleep: Clock["sleep"] = async (seconds, signal) => {
    signal?.throwIfAborted();
    slept.push(seconds);
    step(seconds);
  };
  return { slept, step, ...clockFrom(() => now, sleep) };
}
