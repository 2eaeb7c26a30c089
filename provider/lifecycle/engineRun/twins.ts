/**
 * What an engine that tells no addresses may have twice: resources that are made as the same, and entries of a state for one object. Each of its provider blocks has a process of
 * its own in each phase of a command, and nothing but the account tells these of each other [TERRAFORM processes].
 */

import type { Fact } from "./facts";

/** What a plan makes of an object. */
export type Fate = "kept" | "destroyed";

type Planned = { readonly fate: Fate; readonly by: string; readonly isRead?: boolean };

export class Twins {
  /** By what is made, on which array: the processes that make it, or have. */
  readonly #makers = new Map<string, Set<string>>();
  /** By the id of the object: of two entries one may be called otherwise by the time that it goes. */
  readonly #planned = new Map<string, Planned[]>();
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
      case "planned":
        entryOf(this.#planned, fact.object.id, () => [] as Planned[]).push(fact);
        break;
      case "plansBegin":
        this.#planned.clear();
        break;
      case "phaseOver":
        this.#ended.add(fact.by);
    }
  }

  /** A phase begins: who has ended by now was of another one. */
  beginPhase(): void {
    this.#former = new Set(this.#ended);
  }

  /** Whether it was of a former phase. */
  isFormer(by: string): boolean {
    return this.#former.has(by);
  }

  /** Whether a process other than this one makes the same, or has made it. */
  isMadeBeside(urn: string, clusterId: string, self: string): boolean {
    return [...(this.#makers.get(key(urn, clusterId)) ?? [])].some((by) => by !== self);
  }

  /**
   * Whether one entry of the object is planned to be kept and another one to be destroyed. Engines have the processes of one phase at the same time (Terraform) or one after another
   * (OpenTofu). A destroy plans first to keep what is there, and then, in processes that read nothing, to destroy it: that is one entry.
   */
  isTwofold(id: string): boolean {
    const planned = this.#planned.get(id) ?? [];
    const kept = planned.filter(({ fate }) => fate === "kept");
    const destroyed = planned.filter(({ fate }) => fate === "destroyed");
    return destroyed.some(({ by, isRead }) => {
      const isOfNow = (other: string) => !this.#former.has(by) && !this.#former.has(other);
      return kept.some((other) => isRead || isOfNow(other.by));
    });
  }
}

const key = (...parts: readonly string[]) => JSON.stringify(parts);

function entryOf<T>(entries: Map<string, T>, name: string, make: () => T): T {
  const known = entries.get(name) ?? make();
  entries.set(name, known);
  return known;
}
