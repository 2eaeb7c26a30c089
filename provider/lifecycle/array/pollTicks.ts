import type { Clock } from "../../clock";

/** No look follows another sooner than this. */
const FLOOR_SECONDS = 1;

/**
 * How long to sleep until the next look, so that all waits of a process look together and share one request: intervals end on a
 * common grid of whole seconds. The process's own phase keeps many processes from asking in the same moment.
 * @param phase 0 (included) to 1 (excluded).
 */
export function pollTicks(clock: Clock, phase: number): (intervalSeconds: number) => number {
  return (intervalSeconds) => {
    const earliest = clock.monotonic() / 1000 + Math.min(FLOOR_SECONDS, intervalSeconds) - phase;
    const tick = Math.ceil(earliest / intervalSeconds) * intervalSeconds;
    return tick + phase - clock.monotonic() / 1000;
  };
}
