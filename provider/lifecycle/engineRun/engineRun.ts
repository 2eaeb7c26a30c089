/** The run of the engine as a handler asks about it: what it has checked, made, ended, and may take or end. */

import { Account } from "./account";
import type { Ending, EndingDecision } from "./decideEnding";
import { decideEnding, findHeir } from "./decideEnding";
import type { TakingDecision } from "./decideTaking";
import { decideTaking, findOtherHolder, isBeforeDelete, isOwnBeforeDelete } from "./decideTaking";
import type { AskedRequest, DiffVerdict, Fact, Making, ObjectRef, Wish } from "./facts";
import { isProvenSame, isSameObject } from "./facts";
import type { Ledger } from "./ledger";
import { privateLedger } from "./ledger";
import { Phases } from "./phases";
import { Proofs } from "./proofs";
import type { PutBack } from "./putBacks";
import { decideHandover, fateUnknownText, isFateUnknown } from "./putBacks";

type Compared = Extract<Fact, { kind: "compared" }>;

type Properties = Readonly<Record<string, unknown>>;

/** A resource that the engine did not name; no two of them are told apart. */
const NAMELESS = "";

/**
 * One run of the engine: which resource wants, has or had which object, whatever the number of processes that carry it out. Adapters make
 * it and pass it on; the lifecycle tells it what happens, and asks it before it ends or takes over what is there (docs/decisions/023).
 *
 * Whoever is about to end or to take an object writes so first and reads then. So of two processes that do both at the same time at least one sees the
 * other, and steps back.
 */
export class EngineRun {
  readonly #account = new Account();
  readonly #ledger: Ledger;
  readonly #former = new Map<string, Properties>();
  /** The name that a check has given each whose program gives none. */
  readonly #openNames = new Map<string, unknown>();
  /** What the engine gives to this process: check, diff and create of a resource come to the same one. */
  readonly #checkedHere = new Set<string>();
  readonly #keptHere = new Map<string, PutBack>();
  #hasChecked = false;
  #isUnreadable = false;
  readonly #proofs: Proofs;
  /** For an engine that has processes of its own for each phase of a command. */
  readonly phases: Phases;

  constructor(ledger: Ledger = privateLedger()) {
    this.#ledger = ledger;
    this.#proofs = new Proofs(this.#account, ledger);
    this.phases = new Phases(this.#account, {
      self: ledger.self,
      isThere: (other) => ledger.isThere(other),
      note: (fact) => this.#note(fact),
      readOthers: () => this.#readOthers(),
    });
  }

  /** The program has a resource. `isRecorded`: the stack had it before. What one is to be made by, in a phase that plans, is told by its check as well. */
  checked(urn: string | undefined, isRecorded: boolean, wish: Wish): void {
    this.#hasChecked = true;
    if (urn === undefined) return;
    this.#checkedHere.add(urn);
    this.#note({ kind: "checked", urn, isRecorded, wish, ...this.#byPhase });
  }

  /** Of one that was checked with recorded wishes, but was never made: a create of it replaces nothing. */
  unmade(urn: string | undefined): void {
    if (urn !== undefined) this.#note({ kind: "unmade", urn });
  }

  /** The program gives the resource no name; its check has left it this one, be it one that was generated under another URN. */
  leavesNameOpen(urn: string | undefined, name: unknown): void {
    if (urn !== undefined) this.#openNames.set(urn, name);
  }

  isOpenName(urn: string | undefined, name: unknown): boolean {
    return urn !== undefined && typeof name === "string" && this.#openNames.get(urn) === name;
  }

  /** What the engine shows of a resource as an earlier run recorded it. Known to this process only, which is the one that replaces it. */
  remember(urn: string | undefined, recorded: Properties): void {
    if (urn !== undefined) this.#former.set(urn, recorded);
  }

  /** What the resource was before this run: the create of its replacement is shown nothing of that. */
  formerOf(urn: string | undefined): Properties | undefined {
    return urn === undefined ? undefined : this.#former.get(urn);
  }

  /**
   * Whether a diff is one of a refresh: that calls no check, and in `up --refresh` its diffs come before the first one of the process
   * [ENGINE refresh].
   */
  get isRefreshing(): boolean {
    return !this.#hasChecked;
  }

  /**
   * @param more.seen the state that a replacement was decided on. @param more.isOver the object has done what it was there for.
   * @param more.sole what the resource wants of which there is one at a time
   */
  compared(
    urn: string | undefined,
    object: ObjectRef,
    verdict: DiffVerdict,
    { seen, isOver, sole }: Partial<Pick<Compared, "seen" | "isOver" | "sole">> = {},
  ): void {
    const { by } = this.phases;
    const kept = verdict !== "replace" && !isOver && sole && sole.length > 0 ? { sole, ...(by && { by }) } : {};
    const more = { ...(seen !== undefined && { seen }), ...(isOver && { isOver }), ...kept };
    this.#note({ kind: "compared", urn: urn ?? NAMELESS, object, verdict, ...more });
  }

  /**
   * The stack has recorded the object for the resource.
   * @param isUnproven it is recorded as one that may be another stack's.
   */
  had(urn: string | undefined, object: ObjectRef, isUnproven: boolean): void {
    if (urn === undefined) return;
    if (isUnproven) this.#proofs.doubt(urn, object);
    else this.#note({ kind: "had", urn, object });
  }

  /** It was read without anything on record of it: for an import, after which the program has it, or because the program only looks at it. */
  lookedUp(urn: string | undefined, object: ObjectRef): void {
    if (urn !== undefined) this.#note({ kind: "lookedUp", urn, object });
  }

  /** Who else in this run has the object; undefined if nobody has. */
  otherHolder(urn: string | undefined, object: ObjectRef): string | undefined {
    this.#readOthers();
    return findOtherHolder(this.#account, urn ?? NAMELESS, object);
  }

  /** Whether this run has ended the object: an array that still shows it is behind. */
  hasEnded(object: ObjectRef): boolean {
    this.#readOthers();
    return this.#account.hasEnded(object);
  }

  /** Whether the object is what a replacement of the resource was to delete first, and did not. */
  isToBeReplaced(urn: string | undefined, object: ObjectRef): boolean {
    this.#readOthers();
    return isOwnBeforeDelete(this.#account, urn ?? NAMELESS, object);
  }

  /** Whether a create that comes now is that of a replacement whose delete has not been yet. */
  isCreatingFirst(urn: string | undefined): boolean {
    this.#readOthers();
    const own = this.#account.resource(urn ?? NAMELESS);
    return own !== undefined && isBeforeDelete(own);
  }

  /** Whether the create of a replacement is still to come that wants the same: of what bears one of these marks only one can be under way. */
  isToMakeAgain(urn: string | undefined, object: ObjectRef, marks: readonly string[]): boolean {
    const own = this.#account.resource(this.#meant(urn, object));
    return own?.isToCreate === true && (own.wish?.sole ?? []).some((mark) => marks.includes(mark));
  }

  /** What the resource's own diff in this run was about. */
  comparedWith(urn: string | undefined): ObjectRef | undefined {
    return this.#account.resource(urn ?? NAMELESS)?.compared?.object;
  }

  /** Whether the resource's own diff in this run has decided to replace the object, and nothing has come of that yet. */
  isPlannedToReplace(urn: string | undefined, object: ObjectRef): boolean {
    this.#readOthers();
    const compared = this.#account.resource(urn ?? NAMELESS)?.compared;
    return compared?.verdict === "replace" && isSameObject(compared.object, object) && !this.hasEnded(object);
  }

  /** The state on which the resource's own diff in this run has decided to replace the object. */
  seenToReplace(urn: string | undefined, object: ObjectRef): string | undefined {
    const compared = this.#account.resource(urn ?? NAMELESS)?.compared;
    return compared?.verdict === "replace" && isSameObject(compared.object, object) ? compared.seen : undefined;
  }

  /**
   * To be said before a request that makes an object is sent, if nothing had its mark a moment before; `made` or `notMade` follows where the outcome
   * is known.
   * @param secrets fingerprints of those that it carries, by input
   */
  making(urn: string | undefined, clusterId: string, mark: string, secrets?: Making["secrets"]): void {
    if (urn !== undefined) this.#note({ kind: "making", urn, clusterId, mark, ...(secrets && { secrets }) });
  }

  notMade(urn: string | undefined): void {
    if (urn !== undefined) this.#note({ kind: "notMade", urn });
  }

  /** Whether the object is this stack's own beyond doubt. */
  isOwn(urn: string | undefined, object: ObjectRef): boolean {
    this.#readOthers();
    return this.#proofs.isOwn(urn, object);
  }

  /** Whether an earlier run that did not end well may have made the object, which bears the mark, for this very resource. */
  wasMadeEarlier(urn: string | undefined, { clusterId }: ObjectRef, mark: string): boolean {
    return this.#proofs.openMaking(urn, clusterId, mark) !== undefined;
  }

  /** Fingerprints of the secrets that such an earlier run has sent with it, as far as it wrote them down. */
  secretsMadeEarlierWith(urn: string | undefined, { clusterId }: ObjectRef, mark: string): Making["secrets"] {
    return this.#proofs.openMaking(urn, clusterId, mark)?.secrets;
  }

  /** What is not on record of the resource, as a delete is, has ended, and may yet be carried out: the array has made a job of it. */
  asked(urn: string | undefined, object: ObjectRef, request: AskedRequest): void {
    if (urn !== undefined) this.#note({ kind: "asked", urn, object, request });
  }

  /** Such requests of this process and of earlier runs, as far as they were not seen to be over. */
  askedBefore(urn: string | undefined, object: ObjectRef): readonly AskedRequest[] {
    return urn === undefined ? [] : this.#proofs.askedBefore(urn, object);
  }

  answered(urn: string | undefined, jobId: string): void {
    if (urn !== undefined && this.#proofs.answer(urn, jobId)) this.#note({ kind: "answered", urn, jobId });
  }

  /** To be said once the resource has an object that bears the mark: what an earlier run may have made is that, or was never made. */
  settled(urn: string | undefined, clusterId: string, mark: string): void {
    if (urn !== undefined) this.#proofs.settle(urn, clusterId, mark);
  }

  /**
   * What a create of the resource in this run has made already (`isMade`), or taken over beyond doubt: an engine creates again where a hook asks for another
   * try after an error that has left an id (3.248; 3.276 updates).
   */
  takenBefore(
    urn: string | undefined,
    clusterId: string,
  ): { readonly id: string; readonly isMade: boolean } | undefined {
    const own = urn === undefined ? undefined : this.#account.resource(urn);
    if (!own?.taken || own.isTakenUnproven || own.isPutBack) return undefined;
    const { taken, isMade = false } = own;
    return isProvenSame(taken, { clusterId, id: taken.id }) ? { id: taken.id, isMade } : undefined;
  }

  /** The resource has made the object. */
  made(urn: string | undefined, object: ObjectRef): void {
    this.#note({ kind: "holds", urn: urn ?? NAMELESS, object, isMade: true, ...this.#byPhase });
  }

  /**
   * To be asked before something that is there already is taken over. If the answer is "allowed", it counts as the resource's from now on.
   * @param isUnproven it was found by a name that another stack may give as well.
   */
  take(urn: string | undefined, object: ObjectRef, isUnproven = false): TakingDecision {
    const about = { urn: urn ?? NAMELESS, object };
    this.#readOthers();
    const first = decideTaking(this.#account, about.urn, object, this.#unshared());
    if (first.kind !== "allowed") {
      this.notTaken(urn, object);
      return first;
    }
    this.#note({ kind: "taking", ...about });
    this.#readOthers();
    const decision = decideTaking(this.#account, about.urn, object, this.#unshared());
    if (decision.kind !== "allowed") this.#note({ kind: "released", ...about });
    else this.#note({ kind: "holds", ...about, ...(isUnproven && { isUnproven }), ...this.#byPhase });
    if (decision.kind === "allowed" && isUnproven) this.#proofs.doubt(about.urn, object);
    return decision;
  }

  /** The resource's create has found the object, and leaves it for a reason of its own. */
  notTaken(urn: string | undefined, object: ObjectRef): void {
    this.#note({ kind: "notTaken", urn: urn ?? NAMELESS, object });
  }

  /**
   * To be asked before a delete acts. Unless the answer is "leave" or "refuse", `ended` or `kept` has to follow.
   * @param isAsked the entry may stay on record for the sake of others: it is asked once more before it goes
   */
  beginEnding(ending: Omit<Ending, "urn"> & { readonly urn?: string | undefined }, isAsked = false): EndingDecision {
    // Which resource is meant may be known to another process alone: the one that replaces it.
    this.#readOthers();
    const urn = this.#meant(ending.urn, ending.object);
    const about = { urn, object: ending.object };
    this.phases.ends(urn, ending.object, ending.successors !== undefined);
    this.#note({ kind: "ending", ...about });
    this.#readOthers();
    const decision = this.#usable(decideEnding(this.#account, { ...ending, urn }), urn);
    // First, so that who reads only one of the two sees that nobody has it any more.
    if (decision.kind === "leave" && !isAsked && "by" in decision.objection) this.#note({ kind: "resigned", ...about });
    if (decision.kind === "leave" || decision.kind === "refuse") this.#note({ kind: "kept", ...about });
    return decision;
  }

  /** The same once more, before a delete acts that has waited for that: others may have come to want the object meanwhile. Nothing has to follow. */
  mayStillEnd(ending: Omit<Ending, "urn"> & { readonly urn?: string | undefined }): EndingDecision {
    this.#readOthers();
    const urn = this.#meant(ending.urn, ending.object);
    return this.#usable(decideEnding(this.#account, { ...ending, urn }), urn);
  }

  /** What comes of a decision where the account does not reach the other processes: one of them may have or want the object, or leave it as well. */
  #usable(decision: EndingDecision, urn: string): EndingDecision {
    const why = this.#unshared();
    if (why === undefined) return decision;
    const objection = { because: "unreadable", why } as const;
    if (decision.kind === "leave" && "by" in decision.objection) return { kind: "refuse", objection };
    // Where nothing alive was taken over for want of an account, the resource's own check in this process is as good as ever.
    const isOwnWish = !this.#isUnreadable && this.#account.resource(urn)?.wish !== undefined;
    return decision.kind !== "allowed" || isOwnWish ? decision : { kind: "unlessAtStake", objection };
  }

  /** Who in this run would make the same again as what the delete is about, and has nothing yet; not what is made in its place. */
  heirOf(ending: Omit<Ending, "urn"> & { readonly urn?: string | undefined }): string | undefined {
    return findHeir(this.#account, { ...ending, urn: this.#meant(ending.urn, ending.object) });
  }

  ended(urn: string | undefined, object: ObjectRef): void {
    this.#note({ kind: "ended", urn: this.#meant(urn, object), object });
  }

  kept(urn: string | undefined, object: ObjectRef): void {
    this.#note({ kind: "kept", urn: this.#meant(urn, object), object });
  }

  /**
   * A delete before a replacement has not ended its object. Says whether the create that follows will record it again and fail with the reason:
   * then the delete must not, for the engine may never end if it does.
   */
  leaveToCreate(urn: string | undefined, kept: PutBack): boolean {
    this.#readOthers();
    const { object, reason } = kept;
    const meant = this.#meant(urn, object);
    const handover = decideHandover(this.#account.resource(meant), object, this.#checkedHere.has(meant));
    if (handover === undefined) return false;
    if (handover === "here") this.#keptHere.set(meant, kept);
    this.#note({ kind: "left", urn: meant, object, reason });
    return handover === "here" || this.#unshared() === undefined;
  }

  /** To be asked before a create does anything: what it is to record again instead. From then on the object is the resource's as before. */
  putBack(urn: string | undefined): PutBack | undefined {
    if (urn === undefined) return undefined;
    const kept = this.#keptHere.get(urn) ?? this.#leftElsewhere(urn);
    this.#keptHere.delete(urn);
    this.#note({ kind: "creating", urn });
    if (kept) {
      const isUnproven = kept.recorded.claimed === true;
      this.#note({ kind: "holds", urn, object: kept.object, isUnproven, isPutBack: true });
    }
    return kept;
  }

  /**
   * What the delete in another process has left to a create in this one, which was shown by the diff what is on record; or in an earlier run, which
   * ended between the two, so that the engine creates without another delete.
   */
  #leftElsewhere(urn: string): PutBack | undefined {
    const recorded = this.#former.get(urn);
    if (!recorded) return undefined;
    this.#readOthers();
    const own = this.#account.resource(urn);
    const left = own?.left ?? this.#proofs.leftEarlier(own);
    if (left) return { ...left, recorded };
    return this.#isUnreadable && isFateUnknown(own)
      ? { object: own.compared.object, recorded, reason: fateUnknownText(own.compared.object.id) }
      : undefined;
  }

  /**
   * The process is about to end.
   * @param isUnheard nobody may have taken down what was made: the engine was killed, or did not wait for an answer.
   */
  close(isUnheard = false): void {
    this.#readOthers();
    const proofs = this.#proofs.toLeave();
    for (const proof of proofs) this.#note(proof);
    this.#ledger.close(
      isUnheard || this.#account.isMaking || this.#account.hasAsked || this.#account.hasLeft || proofs.length > 0,
    );
  }

  /** For facts of which it counts in which phase they were told. */
  get #byPhase(): { readonly by?: string } {
    const { by } = this.phases;
    return by === undefined ? {} : { by };
  }

  /** The URN, in this run, of the resource whose object a delete under the given one is about. */
  #meant(urn = NAMELESS, object: ObjectRef): string {
    return this.#account.presentUrn(urn, object);
  }

  #note(fact: Fact): void {
    this.#add(fact);
    this.#ledger.append(fact);
  }

  #readOthers(): void {
    const facts = this.#ledger.readOthers();
    if (facts === "unreadable") this.#isUnreadable = true;
    else for (const fact of facts) this.#add(fact);
  }

  #add(fact: Fact): void {
    this.#account.add(fact);
    this.phases.add(fact);
  }

  #unshared(): string | undefined {
    return this.#isUnreadable ? "the account of this run cannot be read any more" : this.#ledger.unshared;
  }
}
