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

/**
 * The timers of the world, at most one per object: a binary heap by instant, and among equal instants by the order in
 * which the timers were set. A replaced or stopped timer stays in the heap as a ghost until it surfaces or until
 * ghosts outnumber the living.
 */
export class Agenda {
  #heap: Entry[] = [];
  /** By collection and id: a key of both would be a new text for each of them that is put away. */
  readonly #current = new Map<string, Map<string, Entry>>();
  #living = 0;
  #order = 0;

  set(due: Due): void {
    this.stop(due.collection, due.id);
    const entry = { ...due, order: this.#order++ };
    const known = this.#current.get(due.collection);
    if (known === undefined) this.#current.set(due.collection, new Map([[due.id, entry]]));
    else known.set(due.id, entry);
    this.#living += 1;
    this.#push(entry);
    if (this.#heap.length > 2 * this.#living + 64) this.#dropGhosts();
  }

  stop(collection: string, id: string): void {
    if (this.#current.get(collection)?.delete(id)) this.#living -= 1;
  }

  /** When the timer of an object runs out; undefined where it has none. */
  instantOf(collection: string, id: string): Instant | undefined {
    return this.#current.get(collection)?.get(id)?.at;
  }

  /** Takes out the next timer that is due at or before the instant. */
  take(until: Instant): Due | undefined {
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      this.#pop();
      if (this.#current.get(next.collection)?.get(next.id) !== next) continue;
      this.stop(next.collection, next.id);
      return next;
    }
    return undefined;
  }

  /** All timers in the order in which they will run out; setting them again in this order gives the same agenda. */
  toArray(): Due[] {
    return this.#inOrder().map(({ at, collection, id }) => ({ at, collection, id }));
  }

  #dropGhosts(): void {
    this.#heap = this.#inOrder();
  }

  #inOrder(): Entry[] {
    const living = [...this.#current.values()].flatMap((entries) => [...entries.values()]);
    return living.sort((a, b) => (isBefore(a, b) ? -1 : 1));
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
