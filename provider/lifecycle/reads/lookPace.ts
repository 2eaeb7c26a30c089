import type { Clock } from "../../clock";

/** A look at sessions that are watched follows the one before after this time, unless nobody is left to join it sooner. */
export const LOOK_INTERVAL_SECONDS = 0.25;
/** When nothing has happened for this long, the engine has no more operations to begin. */
const QUIET_SECONDS = LOOK_INTERVAL_SECONDS / 2;

/**
 * When the next look is due. The engine's operations do not end in step, and a look for each would be a request for each. The first look
 * comes at once, the next gathers readers until its interval is over. How many operations the engine has under way at a time is not said: a
 * gathering whose end was quiet had all of them, and as long as there are no more, the next ones end with as many readers.
 */
export class LookPace {
  readonly #clock: Clock;
  #latestLook = Number.NEGATIVE_INFINITY;
  #latestEvent = Number.NEGATIVE_INFINITY;
  #changing = 0;
  #readers = 0;
  #operations = 1;
  #gathering: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  changeBegan(): void {
    this.#changing++;
    this.#note();
  }

  changeEnded(): void {
    this.#changing--;
  }

  joined(): void {
    this.#readers++;
    this.#note();
    if (this.#isComplete) this.goOn();
  }

  /** Resolves when the next look is due. */
  async due(): Promise<void> {
    const seconds = this.#latestLook / 1000 + LOOK_INTERVAL_SECONDS - this.#clock.now() / 1000;
    if (seconds > 0 && !this.#isComplete) await this.#gather(seconds);
    this.#latestLook = this.#clock.now();
  }

  /** Ends the wait of `due`. */
  goOn(): void {
    this.#gathering?.abort();
  }

  /** All readers are being served. */
  served(): void {
    this.#readers = 0;
  }

  async #gather(seconds: number): Promise<void> {
    this.#gathering = new AbortController();
    const { signal } = this.#gathering;
    await this.#clock.sleep(seconds, signal).catch(() => undefined);
    const isQuiet = this.#changing === 0 && this.#clock.now() - this.#latestEvent >= QUIET_SECONDS * 1000;
    if (!signal.aborted && isQuiet) this.#operations = this.#readers;
  }

  get #isComplete(): boolean {
    return this.#readers >= this.#operations;
  }

  #note(): void {
    this.#latestEvent = this.#clock.now();
    if (this.#changing + this.#readers > this.#operations) this.#operations = Number.POSITIVE_INFINITY;
  }
}
