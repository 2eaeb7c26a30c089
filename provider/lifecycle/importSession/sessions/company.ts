/** Looks that go together, where an engine brings its operations one by one: one request for several of them. */

import type { Clock } from "../../../clock";

/** A look goes at the latest this long after the one before, whoever else may come: what that saves, and that it costs no time, is in docs/decisions/009. */
const LATEST_SECONDS = 0.5;

/**
 * An engine has so many operations under way and no more. Where half of as many as were seen together ask, the others are busy elsewhere: to wait for all
 * would cost time, and to wait for none costs a request for each.
 */
const PART = 0.5;

/** Says when those who wait for an answer are enough to ask for it. */
export class Company {
  readonly #clock: Clock;
  #enough = 1;
  #askedAt = Number.NEGATIVE_INFINITY;
  #arrived: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** So many are without their answer now, asked for already or not. */
  sees(count: number): void {
    this.#enough = Math.max(this.#enough, Math.ceil(count * PART));
    this.#arrived();
  }

  /** The request is sent. */
  asks(): void {
    this.#askedAt = this.#clock.monotonic();
  }

  /**
   * Resolves when the request is to be sent.
   * @param waiting how many it would answer now; infinitely many with one among them that waits for nobody.
   */
  async gathered(waiting: () => number): Promise<void> {
    const seconds = LATEST_SECONDS - (this.#clock.monotonic() - this.#askedAt) / 1000;
    if (seconds <= 0 || waiting() >= this.#enough) return;
    const enough = new AbortController();
    this.#arrived = () => {
      if (waiting() >= this.#enough) enough.abort();
    };
    await this.#clock.sleep(seconds, enough.signal).catch(() => undefined);
    this.#arrived = () => {};
  }
}
