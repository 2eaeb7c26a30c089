import { onAbort } from "../../provider/abort";
import type { Clock } from "../../provider/clock";
import type { SimulatedArray } from "./simulator";

type Sleeper = { readonly at: number; readonly wake: () => void };

/**
 * The clock of a simulated array for all who wait beside each other: it moves when each of them sleeps and no request is under way, to where the first of
 * them wakes up.
 */
export class SimulatedTime implements Clock {
  readonly #array: Pick<SimulatedArray, "now" | "advance">;
  readonly #sleepers = new Set<Sleeper>();
  #underWay = 0;
  #isLooking = false;

  constructor(array: Pick<SimulatedArray, "now" | "advance">) {
    this.#array = array;
  }

  now(): number {
    return this.#array.now();
  }

  monotonic(): number {
    return this.#array.now();
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at: this.now() + Math.ceil(seconds * 1000),
        wake: () => {
          leave?.();
          resolve();
        },
      };
      const leave =
        signal &&
        onAbort(signal, () => {
          this.#sleepers.delete(sleeper);
          reject(signal.reason);
        });
      this.#sleepers.add(sleeper);
      this.#look();
    });
  }

  /** While this goes on, time stands still. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await work();
    } finally {
      this.#underWay--;
      this.#look();
    }
  }

  /** Whatever can go on without time has gone on before the next turn of the event loop. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      if (this.#underWay > 0 || this.#sleepers.size === 0) return;
      const next = Math.min(...[...this.#sleepers].map(({ at }) => at));
      if (next > this.now()) this.#array.advance((next - this.now()) / 1000);
      for (const sleeper of [...this.#sleepers].filter(({ at }) => at <= next)) {
        this.#sleepers.delete(sleeper);
        sleeper.wake();
      }
      this.#look();
    });
  }
}
