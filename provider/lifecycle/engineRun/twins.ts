/**
 * What an engine that tells no addresses may have twice: resources that are made as the same, and entries of a state for one object. Each of its provider blocks has a process of
 * its own in each phase of a command, and nothing but the account tells these of each other [TERRAFORM processes].
 */

import type { Fact } from "./facts";

type Planned = { readonly fate: "kept" | "destroyed"; readonly by: string };

export class Twins {
  /** By what is made, on which array: the processes that make it, or have. */
  readonly #makers = new Map<string, Set<string>>();
  /** By the id of the object, in the order in which it was learnt: of two entries one may be called otherwise by the time that it goes. */
  readonly #planned = new Map<string, Planned[]>();
  /** By the id of the object: the processes that have read it, to plan. */
  readonly #readers = new Map<string, Set<string>>();
  /** By the id of the object: how often it was read since something was applied, once for each entry. */
  readonly #reads = new Map<string, number>();
  /** Ids of objects of which a plan has said that the state has them twice. */
  readonly #told = new Set<string>();
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
        this.#addPlan(fact);
        break;
      case "read":
        entryOf(this.#readers, fact.id, newSet).add(fact.by);
        this.#reads.set(fact.id, (this.#reads.get(fact.id) ?? 0) + 1);
        break;
      case "twofold":
        this.#told.add(fact.id);
        break;
      case "allEnd":
        this.#planned.delete(fact.id);
        break;
      case "plansBegin":
        for (const each of [this.#planned, this.#readers, this.#reads, this.#told]) each.clear();
        break;
      case "phaseOver":
        this.#ended.add(fact.by);
        if (fact.hasApplied) this.#reads.clear();
    }
  }

  /** What is ended by the update of what is kept goes as well. */
  #addPlan({ object, fate, by, marks, isLate }: Extract<Fact, { kind: "planned" }>): void {
    if (isLate) return;
    const plans = entryOf(this.#planned, object.id, () => [] as Planned[]);
    if (fate !== "replaced") return void plans.push({ fate: marks ? "destroyed" : fate, by });
    const place = plans.findLastIndex((each) => each.fate === "kept" && each.by === by);
    if (place >= 0) plans.splice(place, 1);
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

  /** Whether a plan keeps it: what is replaced, no plan of its own keeps. */
  isKept(id: string): boolean {
    return this.#planned.get(id)?.some(({ fate }) => fate === "kept") ?? false;
  }

  /** Whether a plan has said that the state has it twice. */
  isTold(id: string): boolean {
    return this.#told.has(id);
  }

  /** Whether it was read for two entries of the state. */
  isReadTwice(id: string): boolean {
    return (this.#reads.get(id) ?? 0) > 1;
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

const newSet = () => new Set<string>();

const key = (...parts: readonly string[]) => JSON.stringify(parts);

function entryOf<T>(entries: Map<string, T>, name: string, make: () => T): T {
  const known = entries.get(name) ?? make();
  entries.set(name, known);
  return known;
}
