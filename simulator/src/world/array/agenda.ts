/** What waits: for an instant, and for its turn. */
import type { Instant } from "../records/instants";

/** What has timers: the states and actions of sessions, jobs, discoveries, agents that were asked. */
export const timerKinds = [
  "import_session",
  "import_session_action",
  "job",
  "remote_system",
  "import_host_system",
] as const;

export type TimerKind = (typeof timerKinds)[number];

/** Something that happens by itself: the timer of one object runs out. What it means follows from the object's state. */
export type Due = { readonly at: Instant; readonly collection: string; readonly id: string };

type Entry = Due & { readonly order: number };

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function keyOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}

/**
 * The timers of the world, at most one per object: a binary heap by instant, and among equal instants by the order in
 * which the timers were set. A replaced or stopped timer stays in the heap as a ghost until it surfaces or until
 * ghosts outnumber the living.
 */
export class Agenda {
  #heap: Entry[] = [];
  readonly #current = new Map<string, Entry>();
  #order = 0;

  set(due: Due): void {
    const entry = { ...due, order: this.#order++ };
    this.#current.set(keyOf(due.collection, due.id), entry);
    this.#push(entry);
    if (this.#heap.length > 2 * this.#current.size + 64) this.#dropGhosts();
  }

  stop(collection: string, id: string): void {
    this.#current.delete(keyOf(collection, id));
  }

  /** When the timer of an object runs out; undefined where it has none. */
  instantOf(collection: string, id: string): Instant | undefined {
    return this.#current.get(keyOf(collection, id))?.at;
  }

  /** Takes out the next timer that is due at or before the instant. */
  take(until: Instant): Due | undefined {
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      this.#pop();
      const key = keyOf(next.collection, next.id);
      if (this.#current.get(key) !== next) continue;
      this.#current.delete(key);
      return next;
    }
    return undefined;
  }

  /** All timers in the order in which they will run out; setting them again in this order gives the same agenda. */
  toArray(): Due[] {
    return [...this.#current.values()]
      .sort((a, b) => (isBefore(a, b) ? -1 : 1))
      .map(({ at, collection, id }) => ({ at, collection, id }));
  }

  #dropGhosts(): void {
    const living = [...this.#current.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.#heap = living;
  }

  #push(entry: Entry): void {
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = entry;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let place = 0;
    for (;;) {
      const child = this.#smallerChild(place);
      const below = this.#heap[child];
      if (below === undefined || !isBefore(below, last)) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = last;
  }

  #smallerChild(place: number): number {
    const left = this.#heap[2 * place + 1];
    const right = this.#heap[2 * place + 2];
    return left !== undefined && right !== undefined && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
  }
}

/** A first-in-first-out queue of ids; join, leave from anywhere and look at the head in constant time (amortised). */
export class Fifo {
  #places: (string | undefined)[] = [];
  #head = 0;
  readonly #placeOf = new Map<string, number>();

  join(id: string): void {
    this.#placeOf.set(id, this.#places.length);
    this.#places.push(id);
  }

  /** No effect on an id that is not waiting. */
  leave(id: string): void {
    const place = this.#placeOf.get(id);
    if (place === undefined) return;
    this.#places[place] = undefined;
    this.#placeOf.delete(id);
    this.#skipHoles();
  }

  first(): string | undefined {
    return this.#places[this.#head];
  }

  toArray(): string[] {
    return [...this.#placeOf.keys()];
  }

  #skipHoles(): void {
    while (this.#head < this.#places.length && this.#places[this.#head] === undefined) this.#head += 1;
    // The dead part in front goes once it is the larger one, so that each place is moved at most once on average.
    if (this.#head * 2 <= this.#places.length) return;
    this.#places = this.#places.slice(this.#head);
    this.#head = 0;
    this.#places.forEach((id, place) => {
      if (id !== undefined) this.#placeOf.set(id, place);
    });
  }
}
