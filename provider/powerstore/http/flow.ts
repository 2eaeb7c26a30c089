import { onAbort } from "../../abort";
import type { Clock } from "../../clock";

type Waiting = { start(): void };

/**
 * How many requests are under way at once. First come, first served. An array that says "busy" (503) slows everybody down together: all
 * pause for as long as the request that met it, half as many are let through from then on, and every answer without trouble
 * brings a little back, until all is as before.
 */
export class Flow {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #queue: Waiting[] = [];
  #allowed: number;
  #active = 0;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #isWaking = false;

  /** @param most requests under way at once in good times. */
  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#allowed = most;
    this.#clock = clock;
  }

  /** Runs `send` when it is its turn; undefined if the signal aborts before that. */
  run<T>(signal: AbortSignal | undefined, send: () => Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        const place = this.#queue.indexOf(waiting);
        if (place >= 0) this.#queue.splice(place, 1);
        resolve(undefined);
      };
      const waiting: Waiting = {
        start: () => {
          stay?.();
          send()
            .then(resolve, reject)
            .finally(() => this.#end());
        },
      };
      if (signal?.aborted) return resolve(undefined);
      const stay = signal && onAbort(signal, leave);
      this.#queue.push(waiting);
      this.#startWhatMay();
    });
  }

  /** The array said that it is busy. */
  slowDown(seconds: number): void {
    const until = this.#clock.monotonic() + seconds * 1000;
    // Those that were under way together meet the same trouble: it counts once.
    if (this.#clock.monotonic() >= this.#quietUntil) this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
    this.#quietUntil = Math.max(this.#quietUntil, until);
  }

  /** An answer without trouble: as many of them as are allowed at once allow one more. */
  recover(): void {
    this.#allowed = Math.min(this.#most, this.#allowed + 1 / this.#allowed);
  }

  #end(): void {
    this.#active--;
    this.#startWhatMay();
  }

  #startWhatMay(): void {
    const quietSeconds = (this.#quietUntil - this.#clock.monotonic()) / 1000;
    if (quietSeconds > 0) return void this.#wakeAfter(quietSeconds);
    while (this.#active < Math.floor(this.#allowed)) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#active++;
      next.start();
    }
  }

  async #wakeAfter(seconds: number): Promise<void> {
    if (this.#isWaking) return;
    this.#isWaking = true;
    await this.#clock.sleep(seconds);
    this.#isWaking = false;
    this.#startWhatMay();
  }
}
