import type { Clock } from "../../provider/clock";
import type { Volumes } from "../../provider/powerstore/api/volumes";
import type { CallOptions } from "../../provider/powerstore/http/contract";
import { LoginRefusedError, PowerStoreError, StoppedError } from "../../provider/powerstore/http/powerStoreErrors";
import { textOf } from "../process/failures";

export type KnownSizes = {
  /** Bytes by the ids of volumes. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Why new ones are not known: the sessions are there all the same. */
  readonly failure?: string;
};

/** Volumes that imports copy to are made now and then; their sizes do not change meanwhile. */
const SECONDS_BETWEEN = 60;

/** The sizes of an array's volumes, for as long as somebody watches: each is asked for once, and at most once a minute. */
export class VolumeSizes {
  readonly #volumes: Volumes;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #sizes = new Map<string, number>();
  readonly #asked = new Set<string>();
  #nextAt = Number.NEGATIVE_INFINITY;
  #failure: string | undefined;

  constructor(volumes: Volumes, clock: Pick<Clock, "monotonic">) {
    this.#volumes = volumes;
    this.#clock = clock;
  }

  async of(ids: readonly string[], options: CallOptions): Promise<KnownSizes> {
    const unknown = ids.filter((id) => !this.#asked.has(id));
    if (unknown.length > 0 && this.#clock.monotonic() >= this.#nextAt) await this.#ask(unknown, options);
    return { sizes: this.#sizes, ...(this.#failure !== undefined && { failure: this.#failure }) };
  }

  /** A role may see imports and no volumes. */
  async #ask(ids: readonly string[], options: CallOptions): Promise<void> {
    this.#nextAt = this.#clock.monotonic() + SECONDS_BETWEEN * 1000;
    try {
      for (const [id, size] of await this.#volumes.listVolumeSizes(ids, options)) this.#sizes.set(id, size);
      for (const id of ids) this.#asked.add(id);
      this.#failure = undefined;
    } catch (error) {
      const isOfAll = error instanceof StoppedError || error instanceof LoginRefusedError;
      if (isOfAll || !(error instanceof PowerStoreError)) throw error;
      this.#failure = textOf(error);
    }
  }
}
