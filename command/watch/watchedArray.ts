import { isOutage } from "../../provider/lifecycle/operation/converge";
import type { Answered, OpenArray } from "../arrays/openArrays";
import type { ArrayAnswer, ClusterReader } from "../fleet/observeFleet";
import { exitCodeOf, textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import { observeSessions } from "../sessions/observeSessions";
import { VolumeSizes } from "../sessions/volumeSizes";

/** As the waits of the lifecycle do: a fail-over of an array's management takes minutes. */
const OUTAGE_POLL_SECONDS = 30;

/** What came of a look. */
export type Look = "answered" | "silent" | "refused";

/** One array, looked at again and again. While it does not answer, what it said last stays known. */
export class WatchedArray {
  readonly #array: OpenArray;
  readonly #surroundings: Pick<Surroundings, "clock" | "stopped">;
  readonly #readCluster: ClusterReader | undefined;
  readonly #sizes: VolumeSizes;
  #clusterId: string | undefined;
  #isClusterRead = false;
  #answer: ArrayAnswer | undefined;
  #failure: Answered<ArrayAnswer>["failure"];
  #silentSince: number | undefined;
  #hasMoved = false;

  constructor(
    array: OpenArray,
    surroundings: Pick<Surroundings, "clock" | "stopped">,
    readCluster: ClusterReader | undefined,
  ) {
    this.#array = array;
    this.#surroundings = surroundings;
    this.#readCluster = readCluster;
    this.#sizes = new VolumeSizes(array.powerStore.volumes, surroundings.clock);
  }

  get name(): string {
    return this.#array.name;
  }

  /** Absent as long as it was not looked at. */
  get known(): Answered<ArrayAnswer> | undefined {
    const { name, endpoint } = this.#array;
    if (this.#answer !== undefined) return { name, endpoint, answer: this.#answer };
    return this.#failure && { name, endpoint, failure: this.#failure };
  }

  /** Why the latest look failed; absent where it did not. */
  get failure(): Answered<ArrayAnswer>["failure"] {
    return this.#failure;
  }

  /** Whether the latest look has found a session in another state than the answer before, a new one, or one less. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** For how long it has not answered. */
  get silentSeconds(): number {
    return this.#silentSince === undefined ? 0 : (this.#surroundings.clock.monotonic() - this.#silentSince) / 1000;
  }

  /** `refused`: asking again leads to nothing. */
  async look(): Promise<Look> {
    const { clock, stopped } = this.#surroundings;
    this.#hasMoved = false;
    try {
      const observed = await observeSessions(this.#array, this.#sizes, this.#surroundings);
      if (!this.#isClusterRead) this.#clusterId = await this.#readCluster?.(this.#array, stopped);
      this.#isClusterRead = true;
      this.#hasMoved = this.#answer !== undefined && statesOf(observed) !== statesOf(this.#answer);
      this.#answer = { ...observed, clusterId: this.#clusterId };
      this.#failure = undefined;
      this.#silentSince = undefined;
      return "answered";
    } catch (error) {
      stopped.throwIfAborted();
      this.#failure = { message: textOf(error), exitCode: exitCodeOf(error) };
      this.#silentSince ??= clock.monotonic();
      return isOutage(error) ? "silent" : "refused";
    }
  }

  /** How long until the next look. */
  secondsToNext(intervalSeconds: number): number {
    return this.#failure === undefined ? intervalSeconds : Math.max(intervalSeconds, OUTAGE_POLL_SECONDS);
  }
}

const statesOf = ({ sessions }: Pick<ArrayAnswer, "sessions">) =>
  sessions
    .map(({ id, state }) => `${id} ${state}`)
    .sort()
    .join("\n");
