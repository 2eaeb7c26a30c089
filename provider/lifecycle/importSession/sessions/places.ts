import type { Clock } from "../../../clock";
import type { ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { unlessStopped } from "../../operation/unlessStopped";
import type { Active, OwnBegin, Shown } from "../decide/arrayPlaces";
import { activeNow, activeStates, countsOwn, isActive } from "../decide/arrayPlaces";
import { SHARED_SECONDS } from "./reads";

/** A place on the array for one import that is about to begin. It is to be settled, by one of these; what comes after the first says nothing. */
export interface Place {
  /** There is a session now: it holds the place by itself. */
  made(id: string): void;
  /** Nobody knows whether there is one. */
  perhapsMade(): void;
  /** There is none. */
  free(): void;
}

export type Taking =
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "full"; readonly active: readonly Active[] };

export interface ArrayPlaces {
  /**
   * Takes a place for an import of this name, if there is one, by what the array has shown within the last few seconds and what this process has begun since.
   * Undefined: it has shown nothing of late, and is to be asked.
   */
  takePlace(name: string, limit: number): Taking | undefined;
  /** Asks the array who is active, once for all who ask at a time. Throws what its answer is if it is none. */
  askWhoIsActive(signal: AbortSignal): Promise<void>;
  /** Whether what the array showed so long ago may be otherwise by now, or this process knows better. */
  isWorthAsking(seconds: number): boolean;
  /** A look at a session has shown it in this state. */
  sawSession(id: string, state: ImportSessionState): void;
  /** This process has had it cancelled, or its record deleted. */
  sessionEnds(id: string): void;
}

/** The places of `maxActivePerArray`: the array counts, this process adds what it has begun since. Costs nothing where nobody asks for one. */
export class SharedPlaces implements ArrayPlaces {
  readonly #importSessions: Pick<ImportSessions, "listSessionsIn">;
  readonly #clock: Clock;
  readonly #begins = new Set<OwnBegin>();
  readonly #left = new Map<string, number>();
  #shown: (Shown & { readonly answeredAt: number }) | undefined;
  #hasNews = false;
  #asking: Promise<void> | undefined;

  constructor(importSessions: Pick<ImportSessions, "listSessionsIn">, clock: Clock) {
    this.#importSessions = importSessions;
    this.#clock = clock;
  }

  takePlace(name: string, limit: number): Taking | undefined {
    if (!this.#shown || this.#ageSeconds(this.#shown) >= SHARED_SECONDS) return undefined;
    // An earlier attempt at this very import may have made it: that has the place which is asked for.
    const all = activeNow(this.#shown, [...this.#begins], this.#left);
    const active = all.filter((each) => each.name !== name);
    return active.length < limit ? { kind: "place", place: this.#reserve(name) } : { kind: "full", active };
  }

  askWhoIsActive(signal: AbortSignal): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return unlessStopped(this.#asking, signal, "counting the import sessions that are active");
  }

  isWorthAsking(seconds: number): boolean {
    return !this.#shown || this.#hasNews || this.#ageSeconds(this.#shown) >= seconds;
  }

  sawSession(id: string, state: ImportSessionState): void {
    if (!isActive(state)) this.#leaves(id, this.#clock.monotonic());
  }

  sessionEnds(id: string): void {
    this.#leaves(id, this.#clock.monotonic());
  }

  #leaves(id: string, at: number): void {
    const begin = [...this.#begins].find((each) => each.id === id);
    if (begin) this.#begins.delete(begin);
    else if (!this.#shown?.sessions.some((session) => session.id === id)) return;
    this.#left.set(id, at);
    this.#hasNews = true;
  }

  async #ask(): Promise<void> {
    const askedAt = this.#clock.monotonic();
    this.#hasNews = false;
    // For all who wait, so it hears no signal of one of them.
    const sessions = await this.#importSessions.listSessionsIn(activeStates);
    this.#shown = { askedAt, answeredAt: this.#clock.monotonic(), sessions };
    for (const begin of this.#begins) if (!countsOwn(begin, this.#shown)) this.#begins.delete(begin);
  }

  #ageSeconds({ answeredAt }: { readonly answeredAt: number }): number {
    return (this.#clock.monotonic() - answeredAt) / 1000;
  }

  #reserve(name: string): Place {
    const reserved: OwnBegin = { name };
    this.#begins.add(reserved);
    const settle = (became?: OwnBegin) => {
      if (!this.#begins.delete(reserved)) return;
      if (became) this.#begins.add(became);
      else this.#hasNews = true;
    };
    const endedAt = () => this.#clock.monotonic();
    return {
      made: (id) => settle({ name, id, endedAt: endedAt() }),
      perhapsMade: () => settle({ name, endedAt: endedAt() }),
      free: () => settle(),
    };
  }
}
