/** Ties the virtual clock to real time, where wanted; the only file of the simulator that reads a real clock. */
import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../api/contract";
import { LAST_INSTANT } from "../world";

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
  /** Simulated seconds per real second; undefined for a manual clock. */
  speed(): number | undefined;
  /** From now on; what has passed stays as it was. Throws a RangeError for a manual clock and for a speed that is none. */
  setSpeed(speed: number): void;
  /** To be called after the world's clock was set by a snapshot. */
  rebase(): void;
  /** The same after a reset, which brings the first speed back, too. */
  reset(): void;
  stop(): void;
}

/** Moves only when told. */
export function createManualClock(world: World): ClockDriver {
  return {
    catchUp() {},
    advance: (seconds) => world.advance(seconds),
    speed: () => undefined,
    setSpeed() {
      throw new RangeError("a manual clock has no speed: advance it");
    },
    rebase() {},
    reset() {},
    stop() {},
  };
}

export type RealClockOptions = {
  /** Simulated seconds per real second. */
  readonly speed: number;
  /** Real milliseconds from any origin, never going back. */
  readonly monotonic?: () => number;
  /** Calls again and again while nobody asks, until what it gives is called. @default once a second */
  readonly whileIdle?: (work: () => void) => () => void;
};

/** How often a world that nobody asks is brought up to now, so that the next request does not find hours to play. */
const IDLE_CATCH_UP_MILLISECONDS = 1000;

function everySecond(work: () => void): () => void {
  const timer = setInterval(work, IDLE_CATCH_UP_MILLISECONDS).unref();
  return () => clearInterval(timer);
}

/**
 * Plays while nobody asks, too. What breaks then must be seen, by who asks next: thrown where nobody waits for it, it would end the process.
 */
function keepUp(play: () => void, whileIdle: NonNullable<RealClockOptions["whileIdle"]>) {
  let failure: { readonly error: unknown } | undefined;
  const stop = whileIdle(() => {
    try {
      play();
    } catch (error) {
      failure = { error };
    }
  });
  const catchUp = () => {
    const former = failure;
    failure = undefined;
    if (former !== undefined) throw former.error;
    play();
  };
  return { catchUp, stop };
}

export function createRealClock(
  world: World,
  { speed: first, monotonic = () => performance.now(), whileIdle = everySecond }: RealClockOptions,
) {
  let speed = first;
  let realStart = monotonic();
  let virtualStart = world.now();
  const { catchUp, stop } = keepUp(() => {
    // Measured from the start, not from the last call: roundings must not add up.
    const target = Math.min(virtualStart + (monotonic() - realStart) * speed, LAST_INSTANT);
    const due = target - world.now();
    if (due > 0) world.advance(due / 1000);
  }, whileIdle);

  const driver: ClockDriver = {
    catchUp,
    advance(seconds) {
      catchUp();
      world.advance(seconds);
      virtualStart += seconds * 1000;
    },
    speed: () => speed,
    setSpeed(wanted) {
      if (!(Number.isFinite(wanted) && wanted > 0))
        throw new RangeError(`speed must be a number above 0, not ${wanted}`);
      catchUp();
      driver.rebase();
      speed = wanted;
    },
    rebase() {
      realStart = monotonic();
      virtualStart = world.now();
    },
    reset() {
      speed = first;
      driver.rebase();
    },
    stop,
  };
  return driver;
}
