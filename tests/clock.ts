import type { Clock } from "../provider/clock";

/**
 * The monotonic clock of a test began so long before its wall clock that a time of the one, taken for a time of the other, is years off:
 * such a mistake shows in whatever test comes by.
 */
const HEAD_START = 3_000_000_000_000;

/** A clock of a test: both of its times are made of one number of milliseconds, which only the test moves. */
export function clockFrom(milliseconds: () => number, sleep: Clock["sleep"] = async () => {}): Clock {
  return { now: milliseconds, monotonic: () => milliseconds() + HEAD_START, sleep };
}

/** The same, on which somebody sets the wall clock. `wallSeconds` is how far it is off. */
export function steppingClock(clock: Clock, wallSeconds: () => number): Clock {
  return { ...clock, now: () => clock.now() + wallSeconds() * 1000 };
}
