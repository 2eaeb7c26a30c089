/** The places of `maxActivePerArray` as a wave has them: for those who wait in it, in their order. */

import { fullText, NoPlaceError, PLACE_POLL_SECONDS, UNCOUNTED } from "../../importSession/act/placeOnArray";
import type { Active } from "../../importSession/decide/arrayPlaces";
import type { Place } from "../../importSession/sessions/places";
import { sessionsOn } from "../../importSession/sessions/sessions";
import { isOutage, MAX_OUTAGE_SECONDS } from "../../operation/converge";
import type { ArrayAccess, OperationContext } from "../../operation/handler";

/** Why nobody gets a place. `silent`: the array does not say who is active; `isFinal`: it was asked long enough. */
export type Lack =
  | { readonly kind: "full"; readonly active: readonly Active[] }
  | { readonly kind: "silent"; readonly error: unknown; readonly isFinal: boolean };

export type PlacesAbout = {
  readonly array: ArrayAccess;
  readonly clusterId: string;
  /** Whether a session is the wave's. */
  readonly isOwn: (id: string) => boolean;
};

export class WavePlaces {
  readonly #about: PlacesAbout;
  readonly #context: OperationContext;
  readonly #limit: number | undefined;
  #lack: Lack | undefined;
  #silentSince: number | undefined;
  #asking: Promise<void> | undefined;

  constructor(about: PlacesAbout, context: OperationContext) {
    this.#about = about;
    this.#context = context;
    this.#limit = context.settings.maxActivePerArray;
  }

  get isLimited(): boolean {
    return this.#limit !== undefined;
  }

  /** What the latest attempt to take one came to; undefined: there was one, or it is not known yet. */
  get lack(): Lack | undefined {
    return this.#lack;
  }

  /** The same as a clause, with the names of who has the places. */
  get reason(): string | undefined {
    if (this.#lack?.kind !== "full") return this.#lack && UNCOUNTED;
    const { isOwn } = this.#about;
    const known = this.#lack.active.map((each) => ({
      ...each,
      isOwn: each.isOwn || (each.id !== undefined && isOwn(each.id)),
    }));
    return fullText(known, this.#limit ?? 0, this.#about, this.#context);
  }

  /** Undefined: there is none, or nobody knows; then somebody is to `ask`. */
  take(name: string): Place | undefined {
    const place = this.takeBesides(0, name);
    return place === "kept" ? undefined : place;
  }

  /** The same where so many are for others: `kept` where only these are left. */
  takeBesides(kept: number, name: string): Place | "kept" | undefined {
    const limit = this.#limit;
    const taking = limit === undefined ? undefined : this.#places.takePlace(name, limit - kept);
    if (limit !== undefined && taking?.kind === "full" && taking.active.length < limit) return "kept";
    if (taking?.kind === "full") this.#lack = taking;
    if (taking?.kind !== "place") return undefined;
    this.#lack = undefined;
    return taking.place;
  }

  /** Whether the array is to be asked before anybody can have a place: not again and again while it is full, or does not answer. */
  get isToAsk(): boolean {
    if (this.#asking || this.#lack?.kind === "silent") return false;
    return this.#places.isWorthAsking(this.#lack ? PLACE_POLL_SECONDS : 0);
  }

  /** Never throws: what the array does not answer is a lack. */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const { clock, signal } = this.#context;
    try {
      await this.#places.askWhoIsActive(signal);
      this.#silentSince = undefined;
      if (this.#lack?.kind === "silent") this.#lack = undefined;
    } catch (error) {
      this.#silentSince ??= clock.monotonic();
      const isFinal = !isOutage(error) || clock.monotonic() >= this.#silentSince + MAX_OUTAGE_SECONDS * 1000;
      this.#lack = { kind: "silent", error, isFinal };
    }
  }

  get #places() {
    return sessionsOn(this.#about.array).places;
  }
}

/** What a member's create takes its place from: the one that was taken for it, as long as it is not used up. */
export function placeOf(taken: Place | undefined, places: WavePlaces, name: string): () => Place {
  let left = taken;
  return () => {
    const place = left ?? places.take(name);
    left = undefined;
    if (!place) throw new NoPlaceError(`import session "${name}" waits for a place on the array; nothing was begun.`);
    return place;
  };
}
