/**
 * What an engine that tells no addresses may have twice: resources that are made as the same, and entries of a state for one object. Each of its provider blocks has a process of
 * its own in each phase of a command, and nothing but the account tells these of each other [TERRAFORM processes].
 */

import type { Fact } from "./facts";

/** What a plan makes of an object. */
export type Fate = "kept" | "destroyed";

type Planned = { readonly fate: Fate; readonly by: string };

export class Twins {
  /** By what is made, on which array: the processes that make it, or have. */
  readonly #makers = new Map<string, Set<string>>();
  /** By the id of the object, in the order in which it was learnt: of two entries one may be called otherwise by the time that it goes. */
  readonly #planned = new Map<string, Planned[]>();
  /** By the id of the object: the processes that have read it, to plan. */
  readonly #readers = new Map<string, Set<string>>();
  readonly #known = new Set<string>();
  readonly #ended = new Set<string>();
  /** Processes that had ended before this one began: of a former phase, or of a block whose turn was before. */
  #former: ReadonlySet<string> = new Set();

  add(fact: Fact): void {
    if ("by" in fact && fact.by !== undefined) this.#known.add(fact.by);
    switch (fact.kind) {
      case "begun":
        entryOf(this.#makers, key(fact.urn, fact.clusterId), newSet).add(fact.by);
        break;
      case "begunOver":
        if (fact.by === undefined) this.#makers.delete(key(fact.urn, fact.clusterId));
        else this.#makers.get(key(fact.urn, fact.clusterId))?.delete(fact.by);
        break;
      case "planned":
        if (!fact.isLate) entryOf(this.#planned, fact.object.id, () => [] as Planned[]).push(plannedOf(fact));
        break;
      case "read":
        entryOf(this.#readers, fact.id, newSet).add(fact.by);
        break;
      case "allEnd":
        this.#planned.delete(fact.object.id);
        break;
      case "plansBegin":
        for (const each of [this.#planned, this.#readers]) each.clear();
        break;
      case "phaseOver":
        this.#ended.add(fact.by);
    }
  }

  /** A phase begins, or what one block has of it. @param isThere whether a process is, which may have been killed before it told that it ends */
  beginPhase(isThere: (by: string) => boolean): void {
    this.#former = new Set([...this.#known].filter((by) => this.#ended.has(by) || !isThere(by)));
  }

  /** Whether it had ended before this process began. */
  isFormer(by: string): boolean {
    return this.#former.has(by);
  }

  /** Whether a process that had ended before this one began has read the object. */
  wasRead(id: string): boolean {
    return [...(this.#readers.get(id) ?? [])].some((by) => this.isFormer(by));
  }

  /** How many plans keep it. */
  timesKept(id: string): number {
    return (this.#planned.get(id) ?? []).filter(({ fate }) => fate === "kept").length;
  }

  /** Whether a process other than this one makes the same, or has made it. */
  isMadeBeside(urn: string, clusterId: string, self: string): boolean {
    return [...(this.#makers.get(key(urn, clusterId)) ?? [])].some((by) => by !== self);
  }

  /**
   * Whether one entry of the object is planned to be kept and another one to be destroyed. Engines have the processes of one phase at the same time (Terraform, where none is slow) or
   * one after another (OpenTofu): that one has ended before says nothing. A destroy reads and plans to keep what is there, and then, in processes that read nothing, to destroy it: that is one
   * entry. Where nothing is refreshed, it does the latter alone.
   */
  isTwofold(id: string): boolean {
    const planned = [...(this.#planned.get(id) ?? []).entries()];
    const isRead = ({ by }: Planned) => this.#readers.get(id)?.has(by) === true;
    return planned.some(
      ([at, ending]) =>
        ending.fate === "destroyed" &&
        planned.some(
          ([place, other]) =>
            other.fate === "kept" && (isRead(ending) || !isRead(other) || place > at || !this.isFormer(other.by)),
        ),
    );
  }
}

/** What is ended by the update of what is kept goes as well. */
const plannedOf = ({ fate, marks, by }: Extract<Fact, { kind: "planned" }>): Planned => ({
  fate: marks ? "destroyed" : fate,
  by,
});

const newSet = () => new Set<string>();

const key = (...parts: readonly string[]) => JSON.stringify(parts);

function entryOf<T>(entries: Map<string, T>, name: string, make: () => T): T {
  const known = entries.get(name) ?? make();
  entries.set(name, known);
  return known;
}
