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
