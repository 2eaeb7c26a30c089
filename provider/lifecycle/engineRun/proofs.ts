import { Account } from "./account";
import type { AskedRequest, Fact, ObjectRef } from "./facts";
import { GONE, isSameObject } from "./facts";
import type { Ledger } from "./ledger";
import { answerTo, closingOf } from "./openMaking";
import type { ResourceEntry } from "./resourceEntry";
import { hasAsOwn } from "./resourceEntry";

/** Whose an object is that was found by its name: what this run and the accounts that earlier ones have left tell of it. */
export class Proofs {
  readonly #account: Account;
  readonly #ledger: Ledger;
  /** What this process has taken, or the state records, with a doubt. */
  readonly #doubted: { readonly urn: string; readonly object: ObjectRef }[] = [];
  #earlierRuns: readonly Account[] | undefined;

  constructor(account: Account, ledger: Ledger) {
    this.#account = account;
    this.#ledger = ledger;
  }

  doubt(urn: string, object: ObjectRef): void {
    this.#doubted.push({ urn, object });
  }

  /** The stack had it before this run, be it for another resource, or an earlier run had or made it for this one. */
  isOwn(urn: string | undefined, object: ObjectRef): boolean {
    return this.#account.wasHad(object) || this.#earlier(urn).some((entry) => hasAsOwn(entry, object));
  }

  /** An earlier run has sent a request for this resource that makes an object with the mark, and has not learnt what became of it. */
  openMaking(urn: string | undefined, clusterId: string | undefined, mark: string): ResourceEntry["making"] {
    const isIt = ({ making }: ResourceEntry) => making?.mark === mark && making.clusterId === clusterId;
    return this.#earlier(urn).find(isIt)?.making;
  }

  /** What has the mark by now is known: whoever has it after that is another. */
  settle(urn: string, clusterId: string, mark: string): void {
    if (!this.openMaking(urn, clusterId, mark)) return;
    this.#ledger.settle((facts) => closingOf(facts, { urn, clusterId, mark }));
    for (const entry of this.#earlier(urn)) if (entry.making?.mark === mark) delete entry.making;
  }

  /** What was asked of the object for this resource, in this run and in earlier ones, and may be open still. */
  askedBefore(urn: string, object: ObjectRef): readonly AskedRequest[] {
    const own = this.#account.resource(urn);
    return [...(own ? [own] : []), ...this.#earlier(urn)]
      .flatMap(({ asked }) => asked)
      .filter((each) => isSameObject(each.object, object))
      .map(({ request }) => request);
  }

  /** The job is over: later runs are not told of it any more. @returns whether this run had asked for it */
  answer(urn: string, jobId: string): boolean {
    const isIt = ({ request }: ResourceEntry["asked"][number]) => request.jobId === jobId;
    const earlier = this.#earlier(urn).filter(({ asked }) => asked.some(isIt));
    if (earlier.length > 0) this.#ledger.settle((facts) => answerTo(facts, urn, jobId));
    for (const entry of earlier) entry.asked = entry.asked.filter((each) => !isIt(each));
    return this.#account.resource(urn)?.asked.some(isIt) ?? false;
  }

  /**
   * What the delete of an earlier run has left to a create that never came, if the resource wants something else still: what it wants as it is, its
   * create takes over. What is gone meanwhile, be it by the delete of a run in between, is not put back.
   */
  leftEarlier(own: ResourceEntry | undefined): ResourceEntry["left"] {
    const compared = own?.compared;
    if (!compared || compared.verdict === "same" || compared.seen === GONE) return undefined;
    if (this.#account.hasEnded(compared.object)) return undefined;
    return this.#earlier(own.urn)
      .map(({ left }) => left)
      .find((left) => left && isSameObject(left.object, compared.object));
  }

  /**
   * The delete of an entry that was certainly the stack's own may come after the create that took its object over, and recorded it with a doubt. What
   * it has shown is for later runs.
   */
  toLeave(): readonly Fact[] {
    return this.#doubted
      .filter(({ object }) => this.#account.wasHad(object) && !this.#account.hasEnded(object))
      .map(({ urn, object }) => ({ kind: "had", urn, object }));
  }

  #earlier(urn: string | undefined): readonly ResourceEntry[] {
    this.#earlierRuns ??= this.#ledger.readAbandoned().map((facts) => new Account(facts));
    return urn === undefined ? [] : this.#earlierRuns.flatMap((account) => account.resource(urn) ?? []);
  }
}
