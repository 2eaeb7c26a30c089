import type { Clock } from "../../provider/clock";
import { textOf } from "../process/failures";
import type { StackResource } from "../stack/stackResources";

/** A run of the program shows on the array soon; who asks the engine more often costs more than the watch itself. */
const SECONDS_BETWEEN = 60;

/** What the stack has recorded, read again when a session has moved. */
export class WatchedStack {
  readonly #read: () => Promise<readonly StackResource[]>;
  readonly #clock: Pick<Clock, "monotonic">;
  #nextAt = Number.NEGATIVE_INFINITY;
  #isOld = true;
  resources: readonly StackResource[] = [];
  /** Why they are those of earlier. */
  failure: string | undefined;

  constructor(read: () => Promise<readonly StackResource[]>, clock: Pick<Clock, "monotonic">) {
    this.#read = read;
    this.#clock = clock;
  }

  /** @throws UsageError where it cannot be read at all. */
  async open(): Promise<void> {
    await this.#renew();
  }

  /** Somebody has moved a session: it may have been a run of the program. */
  noteMove(): void {
    this.#isOld = true;
  }

  /** Says whether it was read. */
  async renewIfOld(): Promise<boolean> {
    if (!this.#isOld || this.#clock.monotonic() < this.#nextAt) return false;
    try {
      await this.#renew();
      this.failure = undefined;
    } catch (error) {
      this.#nextAt = this.#clock.monotonic() + SECONDS_BETWEEN * 1000;
      this.failure = textOf(error);
    }
    return true;
  }

  async #renew(): Promise<void> {
    this.resources = await this.#read();
    this.#isOld = false;
    this.#nextAt = this.#clock.monotonic() + SECONDS_BETWEEN * 1000;
  }
}
