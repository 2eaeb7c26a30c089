/** What earlier runs have asked of a session and the array has not carried out: followed where it is wanted still, told of where it is not. */

import type { CallOptions } from "../../../powerstore/http/contract";
import { openJobOf } from "../../../powerstore/http/powerStoreErrors";
import type { ObjectRef } from "../../engineRun/facts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import type { PendingAction } from "../decide/pendingRequests";
import { isWished, pendingText, standsText } from "../decide/pendingRequests";
import { sessionLabel } from "../decide/texts";
import type { ImportSessionOutputs } from "../inputs/outputs";
import type { PendingRequest, Wish } from "../inputs/pendingRequests";

type Recorded = Pick<Partial<ImportSessionOutputs>, "pendingRequests" | "name" | "array">;
type Run = Pick<OperationContext, "run" | "urn">;

export class AskedBefore {
  #before: readonly PendingRequest[];
  readonly #now: PendingRequest[] = [];
  /** What was waited for last, as it was asked for. */
  #followed: PendingRequest | undefined;
  /** How the jobs stand that were looked at, in words. */
  readonly #stands = new Map<string, string>();
  readonly #made = new Set<string>();

  private constructor(before: readonly PendingRequest[]) {
    this.#before = before;
  }

  /** Of a new session nothing was asked before. */
  static nothing(): AskedBefore {
    return new AskedBefore([]);
  }

  /** As it is on record, and as an earlier run has left it that could record nothing: a delete. */
  static of({ pendingRequests = [] }: Recorded, session: ObjectRef, { run, urn }: Run): AskedBefore {
    const left = run.askedBefore(urn, session) as readonly PendingRequest[];
    // Each run that has waited for a job has left it.
    const byJob = new Map([...left, ...pendingRequests].map((request) => [request.jobId, request]));
    return new AskedBefore([...byJob.values()]);
  }

  get isAny(): boolean {
    return this.#before.length > 0;
  }

  /** What this run has asked for and has not seen carried out. */
  get now(): readonly PendingRequest[] {
    return this.#now;
  }

  /** What is to be recorded. */
  get open(): readonly PendingRequest[] | undefined {
    const all = [...this.#before, ...this.#now];
    return all.length > 0 ? all : undefined;
  }

  /** What was asked for before has come to this object. */
  made(id: string): void {
    this.#made.add(id);
  }

  hasMade(id: string): boolean {
    return this.#made.has(id);
  }

  /** Forgets what is over. What cannot be read may be carried out yet. */
  async look(array: ArrayAccess, { signal, run, urn }: Run & Pick<OperationContext, "signal">): Promise<void> {
    const { jobs } = array.powerStore;
    const still: PendingRequest[] = [];
    for (const request of this.#before) {
      const job = await jobs.getJob(request.jobId, { signal }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return "unread" as const;
      });
      const isOpen = job === "unread" || job?.isOpen === true;
      if (isOpen) {
        still.push(request);
        this.#stands.set(request.jobId, standsText(job === "unread" ? undefined : job));
      } else run.answered(urn, request.jobId);
      if (job !== "unread" && job?.madeId !== undefined) this.made(job.madeId);
    }
    this.#before = still;
  }

  /**
   * Options for what is sent for a wish, to be asked for before each request: the first waits for what was sent before for the same, if anything was.
   * What comes of it is to be noted where it fails.
   * @param isByClock whether it is to start as soon as may be, whenever that is.
   */
  following<Options extends CallOptions>(wish: Wish, change: () => Options, isByClock?: boolean): () => Options {
    const before = this.#before.find((request) => isWished(request, wish, isByClock));
    let underWay = before?.jobId;
    return () => {
      const [options, jobId] = [change(), underWay];
      underWay = undefined;
      if (jobId === undefined) return options;
      this.#before = this.#before.filter((request) => request.jobId !== jobId);
      this.#followed = before;
      return { ...options, job: { ...options.job, underWay: jobId } };
    };
  }

  /** @returns the error with which it has ended. */
  noted(wish: Wish, error: unknown): unknown {
    const jobId = openJobOf(error);
    const followed = this.#followed?.jobId === jobId ? this.#followed : undefined;
    if (jobId !== undefined) this.#now.push(followed ?? { ...wish, jobId });
    return error;
  }

  /** For later runs, where nothing is recorded of the object: what this run has asked for and has not seen carried out. */
  leave(object: ObjectRef, { run, urn }: Run): void {
    for (const request of this.#now) run.asked(urn, object, request);
  }

  /**
   * What may be carried out although this run has not asked for it; what a Ctrl-C has kept from being looked at, the next run tells.
   * @param textOf what is said of one, behind the session's name
   */
  tell(label: string, { report }: Pick<OperationContext, "report">, textOf: typeof pendingText = pendingText): void {
    for (const request of this.#before) {
      const stands = this.#stands.get(request.jobId);
      if (stands !== undefined) report.warning(`${label} ${textOf(request, stands)}`);
    }
  }

  /** The same for a run that ends before it has looked: what it refuses to do may be done all the same. */
  async tellUnfollowed(id: string, { name, array: profile }: Recorded, context: OperationContext): Promise<void> {
    if (!this.isAny || context.signal.aborted) return;
    const array = context.array(profile);
    await this.look(array, context).catch(() => undefined);
    this.tell(sessionLabel({ id, name }, array.powerStore.endpoint), context);
  }
}

export const wishOf = (action: PendingAction, scheduledTimestamp?: string): Wish => ({
  action,
  ...(action === "reschedule" && scheduledTimestamp !== undefined && { scheduledTimestamp }),
});
