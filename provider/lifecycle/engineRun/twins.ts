/**
 * What an engine that tells no addresses may have twice: resources that are made as the same, and entries of a state for one object. Each of its provider blocks has a process of
 * its own in each phase of a command, and nothing but the account tells these of each other [TERRAFORM processes].
 */

import type { Fact } from "./facts";

/** What a plan makes of an object. */
export type Fate = "kept" | "destroyed";

export class Twins {
  /** By what is made, on which array: the processes that make it, or have. */
  readonly #makers = new Map<string, Set<string>>();
  readonly #fates = new Map<string, Map<Fate, Set<string>>>();
  readonly #ended = new Set<string>();
  /** Processes of former phases: what they have planned counts no more, and what they have made is recorded. */
  #former: ReadonlySet<string> = new Set();

  add(fact: Fact): void {
    switch (fact.kind) {
      case "begun":
        entryOf(this.#makers, key(fact.urn, fact.clusterId), () => new Set<string>()).add(fact.by);
        break;
      case "begunOver":
        if (fact.by === undefined) this.#makers.delete(key(fact.urn, fact.clusterId));
        else this.#makers.get(key(fact.urn, fact.clusterId))?.delete(fact.by);
        break;
      case "planned": {
        const fates = entryOf(this.#fates, key(fact.urn, fact.object.id), () => new Map<Fate, Set<string>>());
        entryOf(fates, fact.fate, () => new Set<string>()).add(fact.by);
        break;
      }
      case "phaseOver":
        this.#ended.add(fact.by);
    }
  }

  /** A phase begins: who has ended by now was of another one. */
  beginPhase(): void {
    this.#former = new Set(this.#ended);
  }

  /** Whether a process other than this one makes the same, or has made it. */
  isMadeBeside(urn: string, clusterId: string, self: string): boolean {
    return [...this.#makersOf(urn, clusterId)].some((by) => by !== self);
  }

  /** Whether what was made belongs to former phases alone. */
  isMadeBefore(urn: string, clusterId: string): boolean {
    const makers = this.#makersOf(urn, clusterId);
    return makers.size > 0 && [...makers].every((by) => this.#former.has(by));
  }

  /** Whether this phase has planned to keep the object and to destroy it. */
  isTwofold(urn: string, id: string): boolean {
    const fates = this.#fates.get(key(urn, id)) ?? new Map<Fate, Set<string>>();
    const isPlanned = (fate: Fate) => [...(fates.get(fate) ?? [])].some((by) => !this.#former.has(by));
    return isPlanned("kept") && isPlanned("destroyed");
  }

  #makersOf(urn: string, clusterId: string): ReadonlySet<string> {
    return this.#makers.get(key(urn, clusterId)) ?? new Set();
  }
}

const key = (...parts: readonly string[]) => JSON.stringify(parts);

function entryOf<T>(entries: Map<string, T>, name: string, make: () => T): T {
  const known = entries.get(name) ?? make();
  entries.set(name, known);
  return known;
}
