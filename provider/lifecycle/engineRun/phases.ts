/** What an engine that plans and applies in processes of their own has these tell each other: what is planned, what is made, and that a phase is over. */

import type { Account } from "./account";
import { findKeepers } from "./decideEnding";
import type { Fact, ObjectRef, Wish } from "./facts";
import { isSameObject } from "./facts";
import type { Clash } from "./plannedEnds";
import { PlannedEnds } from "./plannedEnds";
import { hasObject, includes } from "./resourceEntry";
import { Twins } from "./twins";

/** A URN has to be given with each fact; these say nothing of a resource. */
const NAMELESS = "";

/** An object that a plan goes on with, and what it is found by. */
type Held = { readonly urn: string; readonly object: ObjectRef; readonly marks: readonly string[] };

/** What a resource goes on with, and what it wants. */
export type Keeper = { readonly object: ObjectRef; readonly sole: readonly string[] };

/** How the run learns and tells. */
type Telling = {
  /** What others know this process by. */
  readonly self: string;
  isThere(other: string): boolean;
  note(fact: Fact): void;
  readOthers(): void;
};

/** The phases of one command, each with its processes (docs/decisions/041). The run hands on whatever is noted. */
export class Phases {
  readonly #account: Account;
  readonly #run: Telling;
  readonly #twins = new Twins();
  readonly #ends = new PlannedEnds();
  readonly #self: string;
  #hasBegun = false;
  /** Processes that have told what they plan to make. */
  readonly #wishers = new Set<string>();
  /** What this process has planned to destroy. */
  readonly #destroyed: Held[] = [];
  #hasRead = false;

  constructor(account: Account, run: Telling) {
    this.#account = account;
    this.#run = run;
    this.#self = run.self;
  }

  add(fact: Fact): void {
    this.#twins.add(fact);
    this.#ends.add(fact, this.#self);
    if ((fact.kind === "checked" || fact.kind === "compared") && fact.by !== undefined) this.#wishers.add(fact.by);
  }

  /** This process, where there are phases. */
  get by(): string | undefined {
    return this.#hasBegun ? this.#self : undefined;
  }

  /** To be said when one begins. */
  begin(): void {
    this.#hasBegun = true;
    this.#run.readOthers();
    this.#twins.beginPhase((other) => this.#run.isThere(other));
  }

  /** A command begins to plan; one may do so several times. */
  beginPlans(): void {
    this.#run.readOthers();
    this.#run.note({ kind: "plansBegin", urn: NAMELESS });
    this.#forgetWishes(() => true);
  }

  #forgetWishes(isOver: (by: string) => boolean): void {
    for (const by of this.#wishers) if (isOver(by)) this.#run.note({ kind: "wishesOver", urn: NAMELESS, by });
  }

  /**
   * This process is asked no more. What was to be made, or kept, before a destroy is not: where it has only planned, the processes that follow are to know.
   * @param hasApplied so is planned, too, what an apply finds deposed, after which others apply what is wanted
   */
  end(hasApplied: boolean): void {
    const ending = this.#destroyed.filter((each) => this.#isSecondOfDestroy([each]));
    if (!hasApplied && ending.length > 0) {
      this.#forgetWishes((by) => this.#twins.isFormer(by));
      for (const { object } of ending) this.#run.note({ kind: "allEnd", urn: NAMELESS, id: object.id });
    }
    this.#run.note({ kind: "phaseOver", urn: NAMELESS, by: this.#self, ...(hasApplied && { hasApplied }) });
  }

  /**
   * A destroy plans first as if it were to make what is missing, and reads what is there; and then, in processes that read nothing, to destroy. What is in no configuration any more may be read
   * after it was planned, by the same process: only at the end that is certain.
   */
  #isSecondOfDestroy(held: readonly Held[]): boolean {
    return !this.#hasRead && held.length > 0 && held.every(({ object }) => this.#twins.wasRead(object.id));
  }

  /**
   * This process reads what is recorded, to plan.
   * @returns what that has shown to be in two entries of the state
   */
  reads(held: readonly Held[]): readonly Held[] {
    this.#hasRead = true;
    for (const { object } of held) this.#run.note({ kind: "read", urn: NAMELESS, id: object.id, by: this.#self });
    this.#run.readOthers();
    return held.filter(({ object: { id } }) => this.#tells(id, this.#twins.isReadTwice(id)));
  }

  /**
   * The resource has the object on record, and no comparison may follow: what a comparison of this run has said counts more.
   * @param origin the URN under which it was made: what a former phase has made, under it or as a part of what is on record, is this entry's
   */
  recordedAs(urn: string, object: ObjectRef, origin?: string): void {
    this.#run.readOthers();
    const own = this.#account.resource(urn);
    if (own?.compared === undefined || includes(own.resigned, object))
      this.#run.note({ kind: "compared", urn, object, verdict: "same" });
    for (const each of [urn, origin ?? urn]) {
      const { taken, takenBy } = this.#account.resource(each) ?? {};
      if (!taken || !isSameObject(taken, object) || takenBy === undefined) continue;
      if (this.#twins.isFormer(takenBy)) this.#run.note({ kind: "released", urn: each, object });
    }
  }

  /** What was on record under the former URN is so under this one: first this, for somebody has it at any time. */
  renamed(former: string, urn: string, object: ObjectRef): void {
    this.recordedAs(urn, object);
    this.#run.note({ kind: "renamed", urn: former, object });
  }

  /** Whether that is news. */
  #tells(id: string, isTwofold: boolean): boolean {
    if (!isTwofold || this.#twins.isTold(id)) return false;
    this.#run.note({ kind: "twofold", urn: NAMELESS, id });
    return true;
  }

  /** Which of those that a plan destroys another entry of the state keeps, as far as is planned by now. */
  twofold(held: readonly Held[]): readonly Held[] {
    return this.#isSecondOfDestroy(held) ? [] : held.filter(({ object }) => this.#twins.isTwofold(object.id));
  }

  /** Which of those that a plan replaces another entry of the state keeps, as far as is planned by now. */
  keptBeside<T extends Pick<Held, "object">>(held: readonly T[]): readonly T[] {
    return held.filter(({ object }) => this.#twins.isKept(object.id));
  }

  /** What a plan has known of that, or what is known by now as a delete begins. */
  isTwice({ urn, object }: Pick<Held, "urn" | "object">): void {
    this.#run.note({ kind: "twice", urn, object });
  }

  /** A delete begins. `isReplaced`: what it ends is replaced, and not destroyed. */
  ends(urn: string, object: ObjectRef, isReplaced: boolean): void {
    const { id } = object;
    if (isReplaced ? this.#twins.isKept(id) : this.#twins.isTwofold(id)) this.isTwice({ urn, object });
  }

  /** Whether this process may make what the URN stands for: no other process of the run does, or has. If so, what is not made is to be told. */
  beginMaking(urn: string, clusterId: string): boolean {
    this.#run.note({ kind: "begun", urn, clusterId, by: this.#self });
    this.#run.readOthers();
    if (!this.#twins.isMadeBeside(urn, clusterId, this.#self)) return true;
    this.makesNothing(urn, clusterId);
    return false;
  }

  makesNothing(urn: string, clusterId: string): void {
    this.#run.note({ kind: "begunOver", urn, clusterId, by: this.#self });
  }

  /** What was made under the URN is gone: it can be made again. */
  isGone(urn: string, clusterId: string): void {
    this.#run.note({ kind: "begunOver", urn, clusterId });
  }

  /**
   * What a plan makes of objects on record. Where one is to be kept and to be destroyed, the state has two entries for it.
   * @param more.isLate this process has applied before. @param more.ending ids of those that an update of what is kept ends
   * @returns what that has shown to be in two entries of the state
   */
  planned(
    held: readonly Held[],
    fate: "kept" | "destroyed",
    { isLate, ending }: { readonly isLate: boolean; readonly ending?: ReadonlySet<string> | undefined },
  ): readonly Held[] {
    for (const { marks, ...each } of held) {
      const isEnded = fate === "destroyed" || ending?.has(each.object.id);
      const more = { ...(isLate && { isLate }), ...(isEnded && { marks }) };
      this.#run.note({ kind: "planned", ...each, fate, by: this.#self, ...more });
    }
    this.#run.readOthers();
    if (fate === "destroyed") this.#destroyed.push(...held);
    return held.filter(({ object: { id } }) => this.#tells(id, this.#twins.isTwofold(id)));
  }

  /** What this process has planned to keep is to be replaced by force: so is told by the plan of what takes its place. Until its delete it has it, and no create before that takes it over. */
  replacesByForce(held: readonly Pick<Held, "urn" | "object">[]): void {
    for (const { urn, object } of held)
      this.#run.note({ kind: "planned", urn, object, fate: "replaced", by: this.#self });
  }

  /** Who is to make, as far as is planned by now, what these are. */
  wishesFor(held: readonly Held[]): Readonly<Record<string, Wish>> {
    this.#run.readOthers();
    const isOver = this.#isSetAside(held);
    const wanting = held.flatMap(({ urn, marks }) => [...this.#account.wishing(marks, urn)]);
    return Object.fromEntries(
      wanting.flatMap((each) =>
        each.wish && !hasObject(each) && !isOver(each.wishedBy) ? [[each.urn, each.wish]] : [],
      ),
    );
  }

  /** Whether what a process has wanted counts no more here, where a destroy has planned before as if it were to make it. */
  #isSetAside(held: readonly Held[]): (by: string | undefined) => boolean {
    const isAfter = this.#isSecondOfDestroy(held);
    return (by) => isAfter && by !== undefined && this.#twins.isFormer(by);
  }

  /** Who goes on with an object of its own and, as far as is planned by now, wants what these are. */
  keepersOf(held: readonly Held[]): Readonly<Record<string, Keeper>> {
    const isOver = this.#isSetAside(held);
    const found = held.flatMap((each) => findKeepers(this.#account, each));
    const keepers = found.filter(({ compared }) => !isOver(compared?.by));
    return Object.fromEntries(
      keepers.flatMap(({ urn, compared }) =>
        compared?.sole ? [[urn, { object: compared.object, sole: compared.sole }]] : [],
      ),
    );
  }

  /** What a plan has found of that, where this run has not compared the resource itself. */
  keeps(urn: string, { object, sole }: Keeper): void {
    const known = this.#account.resource(urn)?.compared;
    if (known && (known.verdict !== "same" || known.isOver || known.sole)) return;
    this.#run.note({ kind: "compared", urn, object, verdict: "same", sole, by: this.#self });
  }

  /**
   * What this process is to make, by what was planned since it was asked last, and another plan is to end.
   * @param ending what it is to end itself, by an update that was planned since then
   */
  takeClashes(ending: readonly Held[] = []): readonly Clash[] {
    this.#run.readOthers();
    const isFormer = (by: string) => this.#twins.isFormer(by);
    const wanted = ending.flatMap((each) => Object.keys(this.wishesFor([each])).map((urn) => ({ urn, ended: each })));
    return this.#ends.takeClashes(wanted, isFormer);
  }

  /** This run shows that the object is to be changed. */
  toUpdate(urn: string, object: ObjectRef): void {
    this.#run.note({ kind: "toUpdate", urn, object });
  }

  /** What was shown, as far as this process has learnt of it, has been done or is planned anew. */
  updated(urn: string, object: ObjectRef): void {
    if (includes(this.#account.resource(urn)?.toUpdate ?? [], object)) this.#run.note({ kind: "updated", urn, object });
  }

  /** Whether that was shown: then it is not made anew in this run, whatever is known by now. */
  isToUpdate(urn: string, object: ObjectRef): boolean {
    this.#run.readOthers();
    return includes(this.#account.resource(urn)?.toUpdate ?? [], object);
  }
}
