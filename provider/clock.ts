import { onAbort } from "./onAbort";

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
      const timer = setTimeout(() => {
        leave?.();
        resolve();
      }, seconds * 1000);
      const leave =
        signal &&
        onAbort(signal, () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
    }),
};
