import type { Clock } from "../../clock";
import type { AnswerHeaders } from "./contract";

/** The array's own clock, as its answers are dated. */
export class ArrayClock {
  readonly #clock: Clock;
  #last: { readonly date: string; readonly at: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The array has answered just now. */
  heard(headers: AnswerHeaders): void {
    const date = headers.get("date");
    if (date) this.#last = { date, at: this.#clock.now() };
  }

  /** Seconds by which it is ahead of this machine's, to about a second; negative: behind. Undefined as long as no answer had a date. */
  secondsAhead(): number | undefined {
    const shown = this.#last && Date.parse(this.#last.date);
    return this.#last && shown !== undefined && !Number.isNaN(shown) ? (shown - this.#last.at) / 1000 : undefined;
  }
}
