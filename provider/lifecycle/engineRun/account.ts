import type { Fact, ObjectRef } from "./facts";
import { isSameObject } from "./facts";
import type { ResourceEntry } from "./resourceEntry";
import { hadOwn, includes, isReplacing } from "./resourceEntry";
import { Wishes } from "./wishes";

/** All facts of a run, added up. Only questions and no decisions: these are in `decideEnding.ts` and `decideTaking.ts`. */
export class Account {
  readonly #resources = new Map<string, ResourceEntry>();
  /** Who has had to do with an id, whatever its cluster. */
  readonly #byId = new Map<string, Set<ResourceEntry>>();
  readonly #wishes = new Wishes();

  constructor(facts: readonly Fact[] = []) {
    for (const fact of facts) this.add(fact);
  }

  add(fact: Fact): void {
    const entry = this.#entry(fact.urn);
    addRequest(entry, fact);
    if (fact.kind === "plansBegin") for (const each of this.#resources.values()) each.twice.length = 0;
    if ("object" in fact) this.#index(fact.object.id, entry);
    this.#wishes.add(fact, entry);
    switch (fact.kind) {
      case "checked":
      case "unmade":
        addCheck(entry, fact);
        break;
      case "making":
      case "notMade":
        addMaking(entry, fact);
        break;
      case "compared":
        addComparison(entry, fact);
        break;
      case "taking":
      case "notTaken":
        entry[fact.kind] = fact.object;
        break;
      case "holds":
        addHolding(entry, fact);
        break;
      case "had":
      case "toUpdate":
      case "lookedUp":
      case "twice":
      case "ending":
      case "resigned":
        entry[fact.kind].push(fact.object);
        break;
      case "updated":
        while (includes(entry.toUpdate, fact.object)) without(entry.toUpdate, fact.object);
        break;
      case "released":
      case "renamed":
        giveUp(entry, fact);
        break;
      case "ended":
      case "kept":
        addEnd(entry, fact);
        break;
      case "left":
        entry.left = { object: fact.object, reason: fact.reason };
        break;
      case "creating":
        begin(entry);
    }
  }

  resource(urn: string): ResourceEntry | undefined {
    return this.#resources.get(urn);
  }

  /**
   * The resource that is meant by a delete: where aliases lead to one that is replaced, the engine names it by its present URN in check, diff and
   * create, and by its former one in the delete. No resource of the program has that then.
   */
  presentUrn(urn: string, object: ObjectRef): string {
    if (this.#resources.get(urn)?.wish) return urn;
    for (const other of this.others(object, urn)) if (isReplacing(other, object)) return other.urn;
    return urn;
  }

  /** Whether some resource may have made an object whose id nobody knows. */
  get isMaking(): boolean {
    return [...this.#resources.values()].some(({ making }) => making);
  }

  /** Whether a request of it is open that nothing else tells of. */
  get hasAsked(): boolean {
    return [...this.#resources.values()].some(({ asked }) => asked.length > 0);
  }

  /** Whether a delete has left something to a create that has not come. */
  get hasLeft(): boolean {
    return [...this.#resources.values()].some(({ left }) => left);
  }

  /** Resources that had to do with the object, all but one. */
  *others(object: ObjectRef, urn: string): Iterable<ResourceEntry> {
    for (const entry of this.#byId.get(object.id) ?? []) if (entry.urn !== urn) yield entry;
  }

  /** Whether a delete of this run has ended the object. */
  hasEnded(object: ObjectRef): boolean {
    return [...(this.#byId.get(object.id) ?? [])].some(({ ended }) => includes(ended, object));
  }

  /** Whether the object is known to have been the stack's own before the run, for whichever resource. */
  wasHad(object: ObjectRef): boolean {
    return [...(this.#byId.get(object.id) ?? [])].some((entry) => hadOwn(entry, object));
  }

  /** Resources that wish for one of the marks, all but one. */
  wishing(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    return this.#wishes.of(marks, urn);
  }

  /** Resources that go on with an object of their own, and want what bears one of the marks, all but one. */
  keeping(marks: readonly string[], urn: string): Iterable<ResourceEntry> {
    return this.#wishes.ofKeepers(marks, urn);
  }

  isWishing(entry: ResourceEntry): boolean {
    return this.#wishes.isCounting(entry);
  }

  #entry(urn: string): ResourceEntry {
    const known = this.#resources.get(urn);
    if (known) return known;
    const entry: ResourceEntry = {
      urn,
      wasRecorded: false,
      isMadeAnew: false,
      isToCreate: false,
      had: [],
      lookedUp: [],
      twice: [],
      toUpdate: [],
      ending: [],
      ended: [],
      asked: [],
      resigned: [],
    };
    this.#resources.set(urn, entry);
    return entry;
  }

  #index(id: string, entry: ResourceEntry): void {
    const entries = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, entries.add(entry));
  }
}

function addCheck(entry: ResourceEntry, fact: Extract<Fact, { kind: "checked" | "unmade" }>): void {
  if (fact.kind === "unmade") {
    entry.wasRecorded = false;
    return;
  }
  const { isRecorded } = fact;
  if (!isRecorded && entry.wasRecorded) entry.isMadeAnew = true;
  if (isRecorded) entry.wasRecorded = true;
  entry.isToCreate = !isRecorded;
}

function addMaking(entry: ResourceEntry, fact: Extract<Fact, { kind: "making" | "notMade" }>): void {
  if (fact.kind === "making") entry.making = fact;
  else delete entry.making;
}

function addRequest(entry: ResourceEntry, fact: Fact): void {
  const { asked } = entry;
  if (fact.kind === "asked") asked.push({ object: fact.object, request: fact.request });
  if (fact.kind === "answered") entry.asked = asked.filter(({ request }) => request.jobId !== fact.jobId);
}

function addComparison(entry: ResourceEntry, fact: Extract<Fact, { kind: "compared" }>): void {
  const { kind: _, urn: __, ...compared } = fact;
  entry.compared = compared;
  // It is on record again.
  without(entry.resigned, fact.object);
}

function giveUp(entry: ResourceEntry, { kind, object }: Extract<Fact, { kind: "released" | "renamed" }>): void {
  const { compared, taken } = entry;
  if (kind === "released") delete entry.taking;
  if (kind === "released" || (taken && isSameObject(taken, object))) delete entry.taken;
  if (kind === "renamed" && compared && isSameObject(compared.object, object)) delete entry.compared;
}

function begin(entry: ResourceEntry): void {
  entry.isToCreate = false;
  delete entry.left;
}

function addEnd(entry: ResourceEntry, { kind, object }: Extract<Fact, { kind: "ended" | "kept" }>): void {
  without(entry.ending, object);
  if (kind === "kept") return;
  entry.ended.push(object);
  if (entry.taken && isSameObject(entry.taken, object)) delete entry.taken;
}

function addHolding(entry: ResourceEntry, fact: Extract<Fact, { kind: "holds" }>): void {
  const { object, isMade, isUnproven, isPutBack, by } = fact;
  delete entry.notTaken;
  delete entry.making;
  delete entry.taking;
  entry.taken = object;
  entry.takenBy = by;
  entry.isMade = isMade ?? false;
  entry.isTakenUnproven = isUnproven ?? false;
  entry.isPutBack = isPutBack ?? false;
}

function without(objects: ObjectRef[], object: ObjectRef): void {
  const place = objects.findIndex((each) => isSameObject(each, object));
  if (place >= 0) objects.splice(place, 1);
}
