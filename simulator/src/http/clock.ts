/** Ties the virtual clock to real time, where wanted; the only file of the simulator that reads a real clock. */
import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../contract";

/** Waits real seconds; rejects when the signal aborts. */
export type Sleep = (seconds: number, signal: AbortSignal) => Promise<void>;

/** Does not keep the process alive: a simulator that was forgotten must not hang a test run. */
export const sleepRealSeconds: Sleep = (seconds, signal) => delay(seconds * 1000, undefined, { signal, ref: false });

/** The present instant outside, where the clock of an array that runs in real time begins. */
export function presentInstant(): string {
  return new Date().toISOString();
}

export interface ClockDriver {
  /** Brings the world up to now; a manual clock stays where it is. */
  catchUp(): void;
  advance(seconds: number): void;
  /** To be called after the world's clock was set by a reset or a snapshot. */
  rebase(): void;
  stop(): void;
}

/** Moves only when told. */
export function createManualClock(world: World): ClockDriver {
  return { catchUp() {}, advance: (seconds) => world.advance(seconds), rebase() {}, stop() {} };
}

export type RealClockOptions = {
  /** Simulated seconds per real second. */
  readonly speed: number;
  /** Real milliseconds from any origin, never going back. */
  readonly monotonic?: () => number;
};

/** How often a world that nobody asks is brought up to now, so that the next request does not find hours to play. */
const idleCatchUpMilliseconds = 1000;

export function createRealClock(world: World, { speed, monotonic = () => performance.now() }: RealClockOptions) {
  let realStart = monotonic();
  let virtualStart = world.now();
  const timer = setInterval(() => driver.catchUp(), idleCatchUpMilliseconds).unref();

  const driver: ClockDriver = {
    // Measured from the start, not from the last call: roundings must not add up.
    catchUp() {
      const due = virtualStart + (monotonic() - realStart) * speed - world.now();
      if (due > 0) world.advance(due / 1000);
    },
    advance(seconds) {
      driver.catchUp();
      world.advance(seconds);
      virtualStart += seconds * 1000;
    },
    rebase() {
      realStart = monotonic();
      virtualStart = world.now();
    },
    stop: () => clearInterval(timer),
  };
  return driver;
}
