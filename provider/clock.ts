import { onAbort } from "./abort";

/**
 * Time as everything in `provider/` sees it: passed in, so that tests move it instead of waiting. A wall clock is set now and then, by NTP
 * or by hand, also backwards: whatever asks "how long" asks `monotonic`, or an age is wrong by an hour.
 */
export interface Clock {
  /**
   * Time of day, in milliseconds since 1970: for times that the array or a person gives; beside the other one, where it would be wrong to take what a sleep
   * of the machine has made old for new; and for nothing else.
   */
  now(): number;
  /**
   * Milliseconds since an arbitrary moment of this process, never stepping: for ages, quiet times, deadlines and waits. A machine that
   * sleeps may stop it.
   */
  monotonic(): number;
  /**
   * Resolves after `seconds`. Rejects with `signal.reason` as soon as the signal aborts (at once if it has).
   * @param seconds 0 or more, fractions allowed.
   */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The real clock. This file is the only one in `provider/` that reads the time or sets a timer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (seconds, signal) =>
    new Promise((resolve, reject) => {
      const takeOff = afterSeconds(seconds, () => {
        leave?.();
        resolve();
      });
      const leave =
        signal &&
        onAbort(signal, () => {
          takeOff();
          reject(signal.reason);
        });
    }),
};

/**
 * Milliseconds since an arbitrary moment of this machine, never stepping: tells which of two of its processes has done something first, and nothing else. Not
 * the other monotonic time, which each process counts from its own start.
 */
export function machineTime(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** What a timer takes; one for longer fires at once. */
const MAX_TIMER_MILLISECONDS = 2 ** 31 - 1;

/**
 * Calls the listener after real seconds. Cheaper than a sleep that is nearly always cut short, as a time-out is.
 * @returns takes the listener off again.
 */
export function afterSeconds(seconds: number, listener: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (milliseconds: number) => {
    const now = Math.min(milliseconds, MAX_TIMER_MILLISECONDS);
    timer = setTimeout(() => (now < milliseconds ? wait(milliseconds - now) : listener()), now);
  };
  wait(seconds * 1000);
  return () => clearTimeout(timer);
}
