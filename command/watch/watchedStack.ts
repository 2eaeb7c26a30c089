import type { Clock } from "../../provider/clock";
import { textOf } from "../process/failures";
import { secretImports, secretWaves } from "../stack/secretWaves";
import type { StackResource } from "../stack/stackResources";

/** A run of the program shows on the array soon; who asks the engine more often costs more than the watch itself. */
const SECONDS_BETWEEN = 60;

/** Whoever cannot read it twice in a row goes by what is known. */
const MOST_FAILURES = 2;

type Read = () => Promise<readonly StackResource[]>;

/** What the stack has recorded, read again when a session has moved. */
export class WatchedStack {
  readonly #read: Read;
  readonly #clock: Pick<Clock, "monotonic">;
  #nextAt = Number.NEGATIVE_INFINITY;
  /** Once more: a run puts some of what it has done on record only when it ends, a wave all of it. */
  #againAt = Number.POSITIVE_INFINITY;
  #isOld = true;
  #failures = 0;
  #reading: Promise<void> | undefined;
  resources: readonly StackResource[] = [];
  /** Why they are those of earlier. */
  failure: string | undefined;

  constructor(read: Read, clock: Pick<Clock, "monotonic">) {
    this.#read = read;
    this.#clock = clock;
  }

  /** @throws where it cannot be read at all. */
  async open(): Promise<void> {
    this.resources = await this.#read();
    this.#isOld = false;
    this.#nextAt = this.#inAMinute();
  }

  /** Somebody has moved a session: it may have been a run of the program. */
  noteMove(): void {
    this.#isOld = true;
    this.#againAt = this.#inAMinute();
  }

  /** A session has moved since it was read, and it will be read again: whoever judges by it now may be wrong. */
  get isBehind(): boolean {
    return (this.#isOld || this.#reading !== undefined) && this.#failures < MOST_FAILURES;
  }

  /** Reads it where it is old and its time has come; who asks while it is read waits for that. */
  async renewIfOld(): Promise<void> {
    if (this.#reading === undefined && this.#isDue()) {
      this.#reading = this.#renew().finally(() => {
        this.#reading = undefined;
      });
    }
    await this.#reading;
  }

  #isDue(): boolean {
    const now = this.#clock.monotonic();
    return now >= this.#nextAt && (this.#isOld || now >= this.#againAt || this.#isAllThatTells());
  }

  /** Of a wave whose sessions nobody can tell: no move says that a run has recorded it. */
  #isAllThatTells(): boolean {
    return secretImports(secretWaves(this.resources)) > 0;
  }

  async #renew(): Promise<void> {
    // Before it is read: what moves meanwhile may be missing from it.
    this.#isOld = false;
    if (this.#clock.monotonic() >= this.#againAt) this.#againAt = Number.POSITIVE_INFINITY;
    try {
      this.resources = await this.#read();
      this.#failures = 0;
      this.failure = undefined;
    } catch (error) {
      this.#isOld = true;
      this.#failures++;
      this.failure = textOf(error);
    }
    this.#nextAt = this.#inAMinute();
  }

  #inAMinute(): number {
    return this.#clock.monotonic() + SECONDS_BETWEEN * 1000;
  }
}
