import { setMaxListeners } from "node:events";

/** Time as everything in `provider/` sees it: passed in, so that tests move it instead of waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Resolves after `seconds`. Rejects with `signal.reason` as soon as the signal aborts (at once if it has).
   * @param seconds 0 or more, fractions allowed.
   */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The real clock: the only place in `provider/` that reads the time or sets a timer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (seconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      // Any number of waits may share a signal; Node would write a warning about a leak on stderr at the eleventh.
      if (signal) setMaxListeners(0, signal);
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      }, seconds * 1000);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
    }),
};
