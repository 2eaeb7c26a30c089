import { setMaxListeners } from "node:events";
import type { Clock } from "../../../provider/clock";
import type { Simulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";

export type EventClock = Clock & {
  /** Lets time pass until `work` has ended. */
  run<T>(work: Promise<T>): Promise<T>;
};

type Sleeper = { readonly until: number; wake(): void };

/**
 * The simulator's time, which moves only when everybody sleeps, and then to the next one's end of sleep: what many operations do
 * at once is the same in every run, and takes no real time.
 */
export function eventClock(simulator: Simulator): EventClock {
  const sleepers = new Set<Sleeper>();
  const wakeNext = () => {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) if (!next || sleeper.until < next.until) next = sleeper;
    if (!next) return;
    sleepers.delete(next);
    if (next.until > simulator.now()) simulator.advance((next.until - simulator.now()) / 1000);
    next.wake();
  };
  return {
    ...clockFrom(() => simulator.now()),
    sleep: (seconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (signal) setMaxListeners(0, signal);
        const leave = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener("abort", leave);
          resolve();
        };
        const sleeper = { until: Math.ceil(simulator.now() + seconds * 1000), wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", leave, { once: true });
      }),
    run: async (work) => {
      let isUnderWay = true;
      const note = () => {
        isUnderWay = false;
      };
      work.then(note, note);
      // Nothing here waits for the outside world, so a turn of the event loop ends all that is not asleep.
      for (await turn(); isUnderWay; await turn()) wakeNext();
      return work;
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
