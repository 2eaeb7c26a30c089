import type { Fact, ObjectRef, Verdict, Wish } from "./facts";
import { isSameObject } from "./facts";

/** What is known of a resource of the program in this run. */
export type ResourceEntry = {
  readonly urn: string;
  wish?: Wish;
  /** It was checked with the inputs of an earlier run: the stack has an object for it. */
  wasRecorded: boolean;
  /** After that it was checked as a new one: the engine is replacing it. */
  isMadeAnew: boolean;
  compared?: { readonly object: ObjectRef; readonly verdict: Verdict; readonly seen?: string };
  /** It may have made an object of which it does not know the id. */
  isMaking?: boolean;
  /** What it is about to take over. */
  taking?: ObjectRef;
  /** What it has made, claimed or adopted in this run. */
  taken?: ObjectRef;
  /** Deletes under its URN: under way, and done. */
  readonly ending: ObjectRef[];
  readonly ended: ObjectRef[];
};

/** All facts of a run, added up. Only questions and no decisions: these are in `decideEnding.ts` and `decideTaking.ts`. */
export class Account {
  readonly #resources = new Map<string, ResourceEntry>();
  /** Who has had to do with an id, whatever its cluster. */
  readonly #byId = new Map<string, Set<ResourceEntry>>();
  /** Who wishes for a mark. */
  readonly #byMark = new Map<string, Set<ResourceEntry>>();

  add(fact: Fact): void {
    const entry = this.#entry(fact.urn);
    if ("object" in fact) this.#index(this.#byId, fact.object.id, entry);
    switch (fact.kind) {
      case "checked":
        this.#addCheck(entry, fact);
        break;
      case "making":
        entry.isMaking = true;
        break;
      case "notMade":
        delete entry.isMaking;
        break;
      case "compared": {
        const { object, verdict, seen } = fact;
        entry.compared = { object, verdict, ...(seen !== undefined && { seen }) };
        break;
      }
      case "taking":
        entry.taking = fact.object;
        break;
      case "holds":
        delete entry.isMaking;
        delete entry.taking;
        entry.taken = fact.object;
        break;
      case "released":
        delete entry.taking;
        delete entry.taken;
        break;
      case "ending":
        entry.ending.push(fact.object);
        break;
      case "ended":
        without(entry.ending, fact.object);
        entry.ended.push(fact.object);
        if (entry.taken && isSameObject(entry.taken, fact.object)) delete entry.taken;
        break;
      case "kept":
        without(entry.ending, fact.object);
    }
  }

  resource(urn: string): ResourceEntry | undefined {
    return this.#resources.get(urn);
  }

  /** Whether some resource may have made an object whose id nobody knows. */
  get isMaking(): boolean {
    return [...this.#resources.values()].some(({ isMaking }) => isMaking);
  }

  /** Resources that had to do with the object, all but one. */
  *others(object: ObjectRef, urn: string): Iterable<ResourceEntry> {
    for (const entry of this.#byId.get(object.id) ?? []) if (entry.urn !== urn) yield entry;
  }

  /** Whether a delete of this run has ended the object. */
  hasEnded(object: ObjectRef): boolean {
    return [...(this.#byId.get(object.id) ?? [])].some(({ ended }) => includes(ended, object));
  }

  /** Resources that wish for one of the marks, all but one. */
  *wishing(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    for (const mark of marks) {
      for (const entry of this.#byMark.get(mark) ?? []) if (entry.urn !== urn) yield entry;
    }
  }

  #addCheck(entry: ResourceEntry, { isRecorded, wish }: Extract<Fact, { kind: "checked" }>): void {
    if (!isRecorded && entry.wasRecorded) entry.isMadeAnew = true;
    if (isRecorded) entry.wasRecorded = true;
    for (const mark of [...(entry.wish?.exact ?? []), ...(entry.wish?.likely ?? [])]) {
      this.#byMark.get(mark)?.delete(entry);
    }
    entry.wish = wish;
    for (const mark of [...wish.exact, ...wish.likely]) this.#index(this.#byMark, mark, entry);
  }

  #entry(urn: string): ResourceEntry {
    const known = this.#resources.get(urn);
    if (known) return known;
    const entry: ResourceEntry = { urn, wasRecorded: false, isMadeAnew: false, ending: [], ended: [] };
    this.#resources.set(urn, entry);
    return entry;
  }

  #index(index: Map<string, Set<ResourceEntry>>, key: string, entry: ResourceEntry): void {
    const entries = index.get(key) ?? new Set();
    index.set(key, entries.add(entry));
  }
}

function without(objects: ObjectRef[], object: ObjectRef): void {
  const place = objects.findIndex((each) => isSameObject(each, object));
  if (place >= 0) objects.splice(place, 1);
}

const includes = (objects: readonly ObjectRef[], object: ObjectRef) =>
  objects.some((each) => isSameObject(each, object));

/** Whether the resource has the object now: taken in this run, or compared with it and neither to be replaced nor deleted since. */
export function isHolding(entry: ResourceEntry, object: ObjectRef): boolean {
  if (entry.taken && isSameObject(entry.taken, object)) return true;
  const { compared } = entry;
  return (
    compared !== undefined &&
    compared.verdict !== "replace" &&
    isSameObject(compared.object, object) &&
    !includes(entry.ended, object)
  );
}

export function isTaking({ taking }: ResourceEntry, object: ObjectRef): boolean {
  return taking !== undefined && isSameObject(taking, object);
}

export function isEnding(entry: ResourceEntry, object: ObjectRef): boolean {
  return includes(entry.ending, object);
}

/** Whether the resource has an object at all; one that was recorded and is not compared yet has its own. */
export function hasObject(entry: ResourceEntry): boolean {
  if (entry.taken) return true;
  return entry.compared ? entry.compared.verdict !== "replace" : entry.wasRecorded && !entry.isMadeAnew;
}
